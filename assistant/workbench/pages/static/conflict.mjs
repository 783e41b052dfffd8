/** Two people, or two windows, changed one place: both texts are shown, a person chooses. */

const dialog = document.getElementById("conflict");

function fill(conflict) {
  const part = (name) => dialog.querySelector(`[data-${name}]`);
  part("target").textContent = conflict.target_words;
  const time = new Date(conflict.theirs_at).toLocaleString("zh-CN");
  part("who").textContent = `${conflict.theirs_actor} 于 ${time} 改动`;
  part("mine").textContent = conflict.mine || "（空白）";
  part("theirs").textContent = conflict.theirs || "（空白）";
  part("since").replaceChildren(...conflict.since.map((each) => {
    const item = document.createElement("li");
    item.textContent = `${each.actor}：${each.words}`;
    return item;
  }));
  part("since-box").hidden = !conflict.since.length;
}

/**
 * Show both texts; true where mine is to be written over theirs.
 * Closing the dialog without a choice lets theirs stand: nothing is overwritten silently.
 * @returns {Promise<boolean>}
 */
export function settleConflict(conflict) {
  if (!dialog) return Promise.resolve(false);
  fill(conflict);
  return new Promise((settled) => {
    let mine = false;
    const choose = (event) => {
      const choice = event.target.closest("[data-choose]");
      if (!choice) return;
      mine = choice.dataset.choose === "mine";
      dialog.close();
    };
    dialog.addEventListener("click", choose);
    dialog.addEventListener("close", () => {
      dialog.removeEventListener("click", choose);
      settled(mine);
    }, { once: true });
    dialog.showModal();
  });
}
