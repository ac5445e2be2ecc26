/** Remembers what a pure function answered, for so many arguments; then it forgets them all. */

export function remembered<Value>(make: (text: string) => Value, size = 4096): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = make(text);
    if (known.size >= size) known.clear();
    known.set(text, value);
    return value;
  };
}
