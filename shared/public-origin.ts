/** The addresses under which signed requests hold: one for page and server, so that both say the same. */

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/** The public origin; on one's own machine under each of its names, for nobody configures by which one opens it. */
export function originsOf(publicOrigin: string): readonly string[] {
  const { protocol, hostname, port } = new URL(publicOrigin);
  if (!loopbackNames.includes(hostname)) return [publicOrigin];
  return loopbackNames.map((name) => new URL(`${protocol}//${name}:${port}`).origin);
}

/** Whether a text is an origin as location.origin spells it, by http or https. */
export function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
