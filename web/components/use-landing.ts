/** Where the focus goes when what had it is gone, so that nobody who hears the page or goes by Tab is back at its beginning. */
import { type RefObject, useEffect, useRef } from 'react';

/** For an element (tabIndex -1) that takes the place of what had the focus: it gets it when it comes, where nothing has it. */
export function useLanding<Element extends HTMLElement>(): RefObject<Element | null> {
  const place = useRef<Element>(null);
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus();
  }, []);
  return place;
}
