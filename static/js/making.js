// The step “How it was made”: the tools of a stage open where AI was used, and a known tool brings its vendor.
import { each } from "./each.js";

export const attachMaking = (root) => {
  each(root, ".matrix__stage", (stage) => {
    const tools = stage.querySelector("details");
    stage.addEventListener("change", (event) => {
      if (event.target.matches("[type=radio]") && event.target.value !== "none") tools.open = true;
    });
  });
  each(root, "[data-known-tool]", (input) => {
    input.addEventListener("change", () => {
      const vendor = input.closest("fieldset").querySelector("[data-vendor]");
      const known = [...input.list.options].find((one) => one.value.toLowerCase() === input.value.trim().toLowerCase());
      if (vendor.value || !known?.dataset.vendor) return;
      vendor.value = known.dataset.vendor;
      vendor.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });
};
