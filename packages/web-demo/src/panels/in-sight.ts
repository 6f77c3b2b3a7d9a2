import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/**
 * Whether an element is in sight.
 *
 * @param margin what is added to the window on all sides, or on each, as in CSS: `300px` means "almost in sight, too".
 */
export function useInSight(element: RefObject<HTMLElement | null>, margin: string): boolean {
  const isInSight = useSignal(false);
  useEffect(() => {
    const observer = new IntersectionObserver(
      ([entry]) => {
        isInSight.value = entry!.isIntersecting;
      },
      { rootMargin: margin },
    );
    observer.observe(element.current!);
    return () => {
      observer.disconnect();
    };
  }, []);
  return isInSight.value;
}
