// The upload page works without this script; with it, a long upload shows how far it is, a dropped
// file lights its field, and a receipt tells the verdict by itself.
"use strict";

const PAUSE_MS = 1500;
const PATIENCE = 200;

for (const field of document.querySelectorAll(".drop")) {
  for (const name of ["dragenter", "dragover"]) {
    field.addEventListener(name, () => field.classList.add("over"));
  }
  for (const name of ["dragleave", "drop"]) {
    field.addEventListener(name, () => field.classList.remove("over"));
  }
  const input = field.querySelector("input");
  field.addEventListener("dragover", (event) => event.preventDefault());
  field.addEventListener("drop", (event) => {
    event.preventDefault();
    input.files = event.dataTransfer.files;
  });
}

for (const form of document.querySelectorAll("form.send")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}

function send(form) {
  const button = form.querySelector("button");
  const progress = form.querySelector("progress");
  const request = new XMLHttpRequest();
  button.disabled = true;
  progress.hidden = false;
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) progress.value = (100 * event.loaded) / event.total;
  });
  request.addEventListener("load", () => {
    const receipt = request.status === 201 && request.getResponseHeader("Location");
    if (receipt) {
      location.assign(receipt);
      return;
    }
    const answer = new DOMParser().parseFromString(request.responseText, "text/html");
    const words = answer.querySelector("main");
    say(form, words ? words.textContent.trim() : "Не получилось отправить. Попробуйте ещё раз.");
  });
  request.addEventListener("error", () => {
    say(form, "Нет связи: файл не отправлен. Проверьте интернет и отправьте ещё раз.");
  });
  request.open("POST", form.action);
  request.send(new FormData(form));
}

function say(form, words) {
  const old = form.querySelector(".note");
  if (old) old.remove();
  const note = document.createElement("p");
  note.className = "note";
  note.setAttribute("role", "alert");
  note.textContent = words;
  form.append(note);
  form.querySelector("button").disabled = false;
  form.querySelector("progress").hidden = true;
}

const verdict = document.getElementById("verdict");
if (verdict) ask(PATIENCE);

function ask(left) {
  const shown = verdict.querySelector("[data-final]");
  if (left === 0 || !shown || shown.dataset.final === "true") return;
  setTimeout(async () => {
    try {
      const answer = await fetch(verdict.dataset.address, { cache: "no-store" });
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        verdict.replaceChildren(...page.body.children);
      }
    } catch {
      // The next round asks again.
    }
    ask(left - 1);
  }, PAUSE_MS);
}
