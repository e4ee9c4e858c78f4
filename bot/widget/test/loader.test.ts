import { expect, test, vi } from "vitest";

test("the element is defined in a task of its own, once for however many loaders", async () => {
  vi.useFakeTimers();
  document.body.innerHTML = '<lotse-chat lang="vi"></lotse-chat>';

  await import("../src/loader");
  const atOnce = customElements.get("lotse-chat");
  vi.resetModules();
  await import("../src/loader");
  vi.runAllTimers();

  expect(atOnce).toBeUndefined();
  expect(customElements.get("lotse-chat")).toBeDefined();
  expect(document.querySelector("lotse-chat")?.shadowRoot?.querySelector("button")?.textContent).toBe("Có câu hỏi? Mở chat");
});
