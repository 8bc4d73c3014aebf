"""Closed lists of the atlas: each value with its definition, and crosswalks to UCDP and ACLED codes."""

from __future__ import annotations

from typing import Final

STANCES: Final[dict[str, str]] = {
    "asserts": "the source states this as its own account, counter-charges included",
    "denies": "the source rejects a statement that another party made about the same event",
    "silent": "the source was asked or had occasion to speak and said nothing",
}

BEARINGS: Final[dict[str, str]] = {
    "event": "the claim reports that the event took place (or, when it denies, that it did not)",
    "rival": "the claim reports another kind of event in its place: joint patrol against block, say",
    "detail": "the claim adds or rejects a detail; it is no report of the event in its own right",
    "background": "the claim is context; it does not count towards the status of the event",
}

TOPICS: Final[dict[str, str]] = {
    "day": "when it happened",
    "place": "where it happened",
    "route": "where a party came from, was bound for, or went afterwards",
    "parties": "who took part, and in what capacity",
    "strength": "how many people or vehicles took part",
    "killed": "how many were killed, or who",
    "wounded": "how many were wounded, or who",
    "conduct": "what one side did to the other: block, escort, shots, strike, contact",
    "aircraft": "which aircraft, whose, and what they did",
    "outcome": "how it ended",
    "cause": "why it happened, or who began it",
    "notice": "whether the other side had been told, or the rules were kept",
    "duration": "how long it lasted",
    "sum": "how many such events were counted",
}

STATUSES: Final[dict[str, str]] = {
    "corroborated": "two or more independent origins report the core of the event",
    "single_origin": "one origin only, however many outlets carry it",
    "disputed": "origins contradict each other on whether, or what kind of, event took place",
}

DATE_PRECISIONS: Final[dict[str, str]] = {
    "day": "the event day is stated by a source",
    "interval": "the event lasted, or a count runs, from start to end",
    "one_of": "one single day inside the bounds; which one is unknown",
    "approximate": "the day is inferred, or only the publication day is known",
    "uncertain": "a day is stated but its source is weak",
    "span": "a month or year is stated, no day",
}

SCOPES: Final[dict[str, str]] = {
    "core": "Hasakah or Deir ez-Zor governorate, or the eastern security area",
    "adjacent": "Raqqa governorate (a choice: some accounts count it as north-east Syria)",
    "out_of_area": "elsewhere in Syria (al-Tanf, Aleppo)",
    "place_unknown": "no place given by the origin",
}

WHERE_PRECISIONS: Final[dict[str, str]] = {
    "exact": "at a named object, or within about 2 km of it",
    "town": "inside or at a named village or town",
    "near": "near a named place, offset unknown",
    "road": "on a named road, or between two places",
    "district": "district or countryside of a town",
    "region": "governorate or larger",
    "unknown": "not given; no geometry",
}

# UCDP GED codebook, field where_prec: 1 exact place, 2 within about 25 km, 3 district, 4 governorate,
# 5 line or vague area, 6 country only, 7 international waters or airspace. Equivalents assigned here.
UCDP_WHERE_PREC: Final[dict[str, int]] = {
    "exact": 1, "town": 1, "near": 2, "road": 2, "district": 3, "region": 4, "unknown": 6,
}
# ACLED codebook, field geo_precision: 1 town, 2 near a town or part of a region, 3 larger region.
# ACLED has no code for "country only", hence None.
ACLED_GEO_PRECISION: Final[dict[str, int | None]] = {
    "exact": 1, "town": 1, "near": 2, "road": 2, "district": 2, "region": 3, "unknown": None,
}

RELATIONS: Final[dict[str, str]] = {
    "at": "at the object or its edge",
    "inside": "within the settlement or area",
    "near": "close by, offset unknown",
    "outside": "explicitly outside the limits",
    "between": "between two places, no road named",
    "on_road_to": "on a road toward the place",
    "on_road_between": "on a road between two places",
    "over": "in the air above",
    "toward": "the place a party was heading for",
}

LOCATION_ROLES: Final[dict[str, str]] = {
    "scene": "where it happened",
    "alternative": "where another account puts it",
    "origin": "where a party came from",
    "destination": "where a party was bound for",
    "mentioned": "named by a source, not as the scene",
}

KINDS: Final[dict[str, str]] = {
    "road_block": "one side bars the way of the other",
    "turned_back": "the barred side gives up its route",
    "vehicle_chase": "pursuit by vehicles",
    "collision": "vehicles touch",
    "near_collision": "forced off the road, or contact not certain",
    "altercation_verbal": "quarrel without force",
    "altercation_physical": "blows or grappling",
    "small_arms_fire": "shots by ground troops",
    "ground_assault": "attack on a position",
    "strike": "air or artillery strike, reported or alleged",
    "air_intercept": "close pass, intercept or harassment between aircraft",
    "overflight": "flight above the other side's position",
    "air_presence": "helicopters above a ground encounter",
    "aircraft_damaged": "aircraft hit",
    "protest": "residents act against a patrol",
    "base_building": "attempt to set up a post",
    "mediation": "a third party parts the sides",
    "protocol_breach_alleged": "one side says the deconfliction rules were broken",
    "hotline_used": "the line between the forces carried a warning",
    "peaceful_contact": "meeting without force or block",
}

# The page draws one symbol per family; an incident takes the first family, in this order, that holds one of its kinds.
KIND_FAMILIES: Final[dict[str, tuple[str, ...]]] = {
    "fire": ("strike", "ground_assault", "small_arms_fire"),
    "contact": ("collision", "near_collision", "vehicle_chase", "altercation_physical", "altercation_verbal"),
    "block": ("road_block", "turned_back"),
    "air": ("air_intercept", "overflight", "air_presence", "aircraft_damaged"),
    "other": ("protest", "base_building", "mediation", "protocol_breach_alleged", "hotline_used",
              "peaceful_contact"),
}

PARTY_ROLES: Final[dict[str, str]] = {
    "blocking": "bars the way", "blocked": "has its way barred", "turned_back": "gives up its route",
    "rerouted": "takes another way", "passed": "gets through", "pursuing": "chases", "pursued": "is chased",
    "attacker": "attacks or strikes", "defender": "is attacked and holds", "target": "is struck",
    "mediator": "parts the sides", "protester": "acts against a patrol", "bystander": "is caught up in it",
    "observer": "is present or reports, without a part", "partner": "is present beside a party",
    "unknown": "took part; in what way is not said",
}

SIDES: Final[dict[str, str]] = {
    "coalition": "the US-led coalition",
    "coalition_partner": "a force partnered with the coalition, other than the SDF",
    "russia": "Russia, its armed forces, and contractors reported to be Russian",
    "sdf_aanes": "the Syrian Democratic Forces and the Autonomous Administration",
    "syria_gov": "the Syrian government of the day and forces allied with it",
    "turkey_sna": "Turkey and the Syrian National Army",
    "isil": "the Islamic State",
    "civilians": "residents and other civilians",
    "other": "none of these",
}

SPEAKER_TYPES: Final[dict[str, str]] = {
    "official": "an official, a ministry or a military speaking for itself",
    "monitor": "a monitoring or research group",
    "news_agency": "a news agency's own reporting",
    "state_media": "a state outlet's own reporting",
    "outlet": "an outlet's or author's own account",
    "journalist": "a named journalist",
    "witness": "residents, photographs or video from the scene",
    "reference": "a gazetteer, map or reference work",
    "unnamed": "unnamed sources",
}

PLACE_KINDS: Final[dict[str, str]] = {
    "city": "a city", "town": "a town", "village": "a village", "neighbourhood": "part of a town",
    "airfield": "an airport or airstrip", "military_site": "a post or camp that is no settlement",
    "oil_gas_site": "an oil or gas field or plant", "industrial_site": "a plant or silo",
    "border_crossing": "a crossing of a state border", "river_crossing": "a bridge or ford",
    "road_point": "a junction or point on a road", "border_point": "a point where borders meet",
    "area": "a stretch of country",
}

ADMIN1: Final[dict[str, str]] = {
    "hasakah": "Al-Hasakah", "deir_ez_zor": "Deir ez-Zor", "raqqa": "Raqqa", "aleppo": "Aleppo",
    "homs": "Homs", "rif_dimashq": "Rif Dimashq", "damascus": "Damascus", "latakia": "Latakia",
    "unknown": "not given",
}

PRESENCE_ROLES: Final[dict[str, str]] = {
    "base": "a base", "airfield": "an airfield or landing ground", "outpost": "a small post",
    "checkpoint": "a checkpoint", "observation": "an observation post",
}
BASE_ROLES: Final[tuple[str, ...]] = ("base", "airfield", "outpost", "observation")

PRESENCE_STATUSES: Final[dict[str, str]] = {
    "confirmed": "the holder says so, or several independent reports do",
    "reported": "reported, not confirmed by the holder",
    "disputed": "reports contradict each other",
    "attempted": "an attempt to set up a post; counted only when asked for",
}

ZONE_LAYERS: Final[dict[str, str]] = {
    "control": "who held the ground; control zones of one day never overlap",
    "overlay": "patrol and agreement areas; they may overlap anything",
}

ZONE_STATUSES: Final[dict[str, str]] = {
    "control": "held by one party",
    "joint": "held or staffed by more than one party side by side",
    "contested": "fought over, or held by neither side for sure",
    "patrol": "an area one or more forces were reported to patrol",
    "agreement": "an area defined by a published agreement",
}

ZONE_BASES: Final[dict[str, str]] = {
    "assessed": "judged by a named assessor from reports",
    "claimed": "claimed by a party",
    "agreement": "drawn from the text of an agreement",
    "schematic": "drawn by hand from towns and rivers named in sources",
    "carried_forward": "schematic, the outline of an earlier window; no change was reported in sources read",
    "carried_back": "schematic, the outline of a later window; no change was reported in sources read",
}

LANGUAGES: Final[dict[str, str]] = {
    "en": "English and Latin transliteration", "ar": "Arabic", "ku": "Kurdish", "syr": "Syriac",
    "ru": "Russian", "tr": "Turkish",
}

STORY_MODES: Final[dict[str, str]] = {
    "on": "the map shows the incidents of the window",
    "upto": "the map shows the incidents from the start of the window up to the day depicted",
}

STORY_LAYERS: Final[dict[str, str]] = {
    "patrols": "areas in which patrols were reported",
    "agreements": "areas and lines that an agreement drew",
}

LISTS: Final[dict[str, dict[str, str]]] = {
    "stance": STANCES, "bears_on": BEARINGS, "topic": TOPICS, "status": STATUSES,
    "date_precision": DATE_PRECISIONS, "scope": SCOPES, "where_precision": WHERE_PRECISIONS,
    "relation": RELATIONS, "location_role": LOCATION_ROLES, "kind": KINDS, "party_role": PARTY_ROLES,
    "side": SIDES, "speaker_type": SPEAKER_TYPES, "place_kind": PLACE_KINDS, "admin1": ADMIN1,
    "presence_role": PRESENCE_ROLES, "presence_status": PRESENCE_STATUSES, "zone_layer": ZONE_LAYERS,
    "zone_status": ZONE_STATUSES, "zone_basis": ZONE_BASES, "language": LANGUAGES,
    "story_mode": STORY_MODES, "story_layer": STORY_LAYERS,
}


def family(kinds: list[str]) -> str:
    """The symbol family of an incident: that of its gravest kind, in the order of KIND_FAMILIES."""
    for name, members in KIND_FAMILIES.items():
        if any(kind in members for kind in kinds):
            return name
    return "other"
