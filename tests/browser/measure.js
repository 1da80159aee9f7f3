// Return what of a shown page is wrong, lines of each kind; every group is unfolded for it.
async ({ badgeHosts, narrowest, smallest }) => {
  const article = document.querySelector("article");
  const found = { shrunk: [], unlinked: [], broken: [], cut: [], squeezed: [], small: [] };
  const shortened = (text) => text.trim().replace(/\s+/g, " ").slice(0, 80);
  const isBadge = (image) => badgeHosts.includes(new URL(image.src).hostname);

  for (const group of document.querySelectorAll("details")) group.open = true;
  const images = [...article.querySelectorAll("img")];
  for (const image of images) image.loading = "eager";
  await Promise.all(images.map((image) => image.decode().catch(() => {})));

  for (const image of images) {
    const { width, height } = image.getBoundingClientRect();
    const natural = [image.naturalWidth, image.naturalHeight];
    if (!natural[0]) found.broken.push(image.src);
    if (!isBadge(image)) continue;
    if (width < natural[0] - 0.5 || height < natural[1] - 0.5)
      found.shrunk.push(`${[width, height].map(Math.round).join("x")} of ${natural.join("x")}: ${image.src}`);
    if (!image.closest("a[href]")) found.unlinked.push(image.src);
  }

  // Code may be moved sideways, as everywhere on GitHub.
  const style = getComputedStyle(article);
  const left = article.getBoundingClientRect().left + parseFloat(style.paddingLeft);
  const right = article.getBoundingClientRect().right - parseFloat(style.paddingRight);
  const told = new Set();
  for (const element of article.querySelectorAll("*")) {
    if (element.closest("pre, .anchor")) continue;
    if (told.has(element.parentElement)) {
      told.add(element);
      continue;
    }
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = element;
    const clips = getComputedStyle(element).overflowX !== "visible" && clientWidth > 0;
    const box = element.getBoundingClientRect();
    const isCut = clips && (scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1);
    if (isCut || (box.width && (box.left < left - 1 || box.right > right + 1))) {
      found.cut.push(`${element.tagName}: ${shortened(element.textContent)}`);
      told.add(element);
    }
  }

  const room = (element) => {
    const { display, paddingLeft, paddingRight } = getComputedStyle(element);
    if (display === "inline") return room(element.parentElement);
    return element.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
  };
  const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.data.trim()) continue;
    range.selectNodeContents(text);
    const lines = [...range.getClientRects()].filter((line) => line.width);
    if (lines.length > 2 && room(text.parentElement) < narrowest)
      found.squeezed.push(`${lines.length} lines: ${shortened(text.data)}`);
    const { fontSize } = getComputedStyle(text.parentElement);
    if (parseFloat(fontSize) < smallest) found.small.push(`${fontSize}: ${shortened(text.data)}`);
  }

  const { scrollWidth, clientWidth } = document.scrollingElement;
  found.wide = scrollWidth > clientWidth ? [`${scrollWidth} in ${clientWidth} pixels`] : [];
  return found;
}
