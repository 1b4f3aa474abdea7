// Figures: a button that saves the picture as PNG, and one that copies the code to embed it.
// In: .downloads[data-png][data-svg], textarea[data-copy]. Without this script both are absent; SVG and code are there.

(function () {
  "use strict";

  const SCALE = 2;

  function button(text) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = text;
    return made;
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  // The file for download has its own size, words and colours: the picture is the same whatever the page looks like.
  async function draw(address) {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width * SCALE;
    canvas.height = image.height * SCALE;
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  for (const list of document.querySelectorAll(".downloads[data-png]")) {
    const { png, svg } = list.dataset;
    const item = document.createElement("li");
    const made = button(png);
    made.addEventListener("click", async () => {
      made.disabled = true;
      try {
        const blob = await draw(svg);
        if (blob) save(blob, svg.split("/").pop().replace(/svg$/, "png"));
      } finally {
        made.disabled = false;
      }
    });
    item.append(made);
    list.append(item);
  }

  for (const code of document.querySelectorAll("textarea[data-copy]")) {
    code.addEventListener("focus", () => code.select());
    // Browsers lend the clipboard to secure pages only.
    if (!navigator.clipboard) continue;
    const made = button(code.dataset.copy);
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    made.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.value);
      said.textContent = code.dataset.copied;
    });
    code.after(made, " ", said);
  }
})();
