/** The key that does what a button does; where there is no keyboard to tell of, it is not drawn. */
export const Key = ({ of }: { of: string }) => <kbd className="key">{of}</kbd>;
