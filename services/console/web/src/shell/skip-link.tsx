/** The first thing that the keyboard finds. */
export function SkipLink() {
  return (
    <a
      href="#content"
      className="sr-only z-50 rounded-8 bg-white px-4 py-3 font-bold text-blue-1000 underline focus:not-sr-only focus:fixed focus:top-4 focus:left-4"
    >
      本文へ移動
    </a>
  );
}
