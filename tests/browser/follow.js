// Return those of the fragments that lead to nothing visible, each with the reason.
//
// As on GitHub: a browser finds the element of this very id, and unfolds the groups around it.
// Otherwise a script of GitHub's scrolls to the one whose id has `user-content-` in front, which
// unfolds nothing.
async (fragments) => {
  const groups = [...document.querySelectorAll("details")];
  const open = groups.filter((group) => group.open);
  const reason = (target) => {
    if (!target) return "is nowhere";
    if (!target.checkVisibility() || !target.getClientRects().length) return "is folded away";
    const { top, bottom } = target.getBoundingClientRect();
    return bottom < -1 || top > innerHeight ? "is out of sight" : "";
  };
  const follow = (fragment) => {
    for (const group of groups) group.open = open.includes(group);
    history.replaceState(null, "", location.pathname);
    window.scrollTo(0, 0);
    location.hash = fragment;
    const named = document.getElementById(`user-content-${decodeURIComponent(fragment)}`);
    if (!document.querySelector(":target")) named?.scrollIntoView();
    return document.querySelector(":target") ?? named;
  };
  const lost = [];
  for (const fragment of fragments) {
    const target = follow(fragment);
    // Some scrolling waits for the next frame.
    if (reason(target)) await new Promise((done) => requestAnimationFrame(done));
    if (reason(target)) lost.push([fragment, reason(target)]);
  }
  return lost;
}
