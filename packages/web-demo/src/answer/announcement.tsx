import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** How long an answer has to stand before it is said. */
const SETTLED_MS = 700;

/** Says an answer to those who do not see it, once it stands still. */
export function Announcement({ text }: { readonly text: string }) {
  const said = useSignal('');
  useEffect(() => {
    const timer = setTimeout(() => {
      said.value = text;
    }, SETTLED_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return (
    <p class="visually-hidden" role="status">
      {said.value}
    </p>
  );
}
