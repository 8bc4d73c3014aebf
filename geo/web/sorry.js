// Says in place of the map why this browser cannot show it.

// why: "old" for a browser that cannot inflate, "memory" for one that cannot hold what the page carries.
export function sorry(why) {
  const said = document.createElement("p");
  said.className = "sorry";
  said.setAttribute("role", "alert");
  said.textContent = JSON.parse(document.getElementById("sorry").textContent)[why];
  document.body.prepend(said);
}
