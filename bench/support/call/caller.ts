/** What was seen of one call's beginning. */
export interface CallTimes {
  /** From the click (the join) to the other's first frame on the page of each side, ms. */
  readonly customerPicture: number;
  readonly expertPicture: number;
  /** From the customer's click to the offer drawn on the desk, ms; the bare page has none. */
  readonly offerShown?: number;
}

/** Someone who makes calls through an engine, one after the other, always with the same two pages. */
export interface Caller {
  readonly enginePid: number;
  /** Begins a call; resolves when both sides saw each other. */
  begin(): Promise<CallTimes>;
  end(): Promise<void>;
  /** Bytes of media that both pages received in this call so far. */
  receivedBytes(): Promise<number>;
  close(): Promise<void>;
}
