// Return which texts of an SVG are hard to read where it is drawn `scale` times its size on `page`.
({ scale, page, smallest, faintest }) => {
  const found = { small: [], faint: [], cut: [] };
  const picture = document.documentElement.getBoundingClientRect();
  const luminance = (color) => {
    const [red, green, blue] = color.match(/[\d.]+/g).map((channel) => {
      const part = channel / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (front, back) => {
    const [dark, light] = [luminance(front), luminance(back)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const isShape = (each) => each instanceof SVGGeometryElement && getComputedStyle(each).fill !== "none";
  for (const text of document.querySelectorAll("text")) {
    const { fontSize, fill } = getComputedStyle(text);
    const size = parseFloat(fontSize) * scale;
    if (size < smallest) found.small.push(`${size.toFixed(1)}px: ${text.textContent.trim()}`);
    const { left, top, width, height } = text.getBoundingClientRect();
    if (left < picture.left || left + width > picture.right) found.cut.push(text.textContent.trim());
    const below = document.elementsFromPoint(left + width / 2, top + height / 2).find(isShape);
    const back = below ? getComputedStyle(below).fill : page;
    const ratio = contrast(fill, back);
    if (ratio < faintest) found.faint.push(`${ratio.toFixed(1)}: ${text.textContent.trim()}`);
  }
  return found;
}
