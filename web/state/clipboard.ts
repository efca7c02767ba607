/**
 * Copies a text that is still to be made. Safari lets a page write to the clipboard in the click alone, so it is
 * given a promise there and then. Answers the text where the browser refused, null where it is copied.
 */
export async function copyLater(text: Promise<string>): Promise<string | null> {
  const plain = text.then((made) => new Blob([made], { type: 'text/plain' }));
  const writing = navigator.clipboard.write([new ClipboardItem({ 'text/plain': plain })]);
  const [made, written] = await Promise.allSettled([text, writing]);
  if (made.status === 'rejected') throw made.reason;
  if (written.status === 'fulfilled') return null;
  // A browser that takes no promises has refused for that alone.
  return await navigator.clipboard.writeText(made.value).then(
    () => null,
    () => made.value,
  );
}
