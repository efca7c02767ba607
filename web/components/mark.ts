/**
 * The mark of Sealdrop as paths in a box of 100 by 100: wax, and a drop pressed into it. web/public/favicon.svg and the
 * icons made of it (npm run icons) are the same drawing; mark.test.ts compares them.
 */

/** A closed curve round the centre, as a path. */
export function curve(points: number, radius: (angle: number) => number): string {
  const steps = Array.from({ length: points }, (_, i) => {
    const angle = (i * 2 * Math.PI) / points;
    const r = radius(angle);
    return `${(50 + r * Math.cos(angle)).toFixed(2)} ${(50 + r * Math.sin(angle)).toFixed(2)}`;
  });
  return `M${steps.join('L')}Z`;
}

/** The edge of the wax. */
export const waxPath = curve(
  72,
  (a) => 37.4 + 1.5 * Math.sin(3 * a + 0.6) + 0.55 * Math.sin(5 * a + 2) + 0.15 * Math.sin(8 * a),
);

/** Large, as it stands alone: in the bar, in a tab, on a home screen. */
export const dropPath =
  'M50 21.95C57.65 34.7 67.85 44.22 67.85 57.14A17.85 17.85 0 0 1 32.15 57.14C32.15 44.22 42.35 34.7 50 21.95Z';

/** The same within a ring of engraving. */
export const smallDropPath =
  'M50 33.5C54.5 41 60.5 46.6 60.5 54.2A10.5 10.5 0 0 1 39.5 54.2C39.5 46.6 45.5 41 50 33.5Z';
