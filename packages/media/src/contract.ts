import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  type Browser,
  type BrowserContext,
  dropUdp,
  launchChromium,
  PRIVATE_ADDRESS,
  setUpPrivateNetwork,
  until,
} from '@rem/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { MediaEngine, ParticipantKind } from './engine.ts';
import { MediaError } from './errors.ts';
import { BareCaller, type BarePageServer, type Received, serveBarePage } from './testing/mod.ts';

const execute = promisify(execFile);

/** An engine of one kind as the contract needs it: its process, an adapter to it, and what can go wrong with them. */
export interface EngineUnderTest {
  readonly engine: MediaEngine;
  /** SIGKILL to the engine's process, then a new one in its place. */
  killAndReplace(): Promise<void>;
  /** As after the server was killed: another adapter in the place of this one. */
  replaceAdapter(): Promise<MediaEngine>;
  /** Breaks the connection between adapter and engine, once. */
  cutConnection(): void;
  close(): Promise<void>;
}

let rooms = 0;

/** What every MediaEngine does, shown with real pages of a real browser. */
export function mediaEngineContract(kind: string, start: () => Promise<EngineUnderTest>): void {
  describe(`${kind} engine`, () => {
    let underTest: EngineUnderTest;
    let engine: MediaEngine;
    let browser: Browser;
    let pages: BarePageServer;
    let contexts: BrowserContext[] = [];
    let callers: BareCaller[] = [];
    let roomId = '';

    beforeAll(async () => {
      await setUpPrivateNetwork();
      [underTest, browser, pages] = await Promise.all([start(), launchChromium(), serveBarePage()]);
      engine = underTest.engine;
      await until(() => engine.ready, { what: 'the engine is up' });
    });

    afterEach(async () => {
      for (const caller of callers) caller.close();
      await Promise.all(contexts.map((context) => context.close()));
      if (roomId !== '') await engine.closeRoom(roomId);
      callers = [];
      contexts = [];
      roomId = '';
    });

    afterAll(async () => {
      await underTest.close();
      await browser.close();
      await pages.close();
    });

    async function newRoom(): Promise<string> {
      rooms += 1;
      roomId = `room-${kind}-${rooms}`;
      await engine.createRoom(roomId);
      return roomId;
    }

    async function newCaller(participantId: string): Promise<BareCaller> {
      const context = await browser.newContext();
      contexts.push(context);
      const page = await context.newPage();
      const caller = new BareCaller(page, engine, { roomId, participantId });
      callers.push(caller);
      await caller.open(pages.url);
      return caller;
    }

    async function joined(participantId: string, as: ParticipantKind = 'party'): Promise<BareCaller> {
      const caller = await newCaller(participantId);
      await caller.join(as);
      return caller;
    }

    /** Two parties who see and hear each other. */
    async function call(): Promise<[BareCaller, BareCaller]> {
      await newRoom();
      const [ann, bob] = await Promise.all([newCaller('ann'), newCaller('bob')]);
      await Promise.all([ann.join(), bob.join()]);
      await Promise.all([seesAndHears(ann, 'bob'), seesAndHears(bob, 'ann')]);
      return [ann, bob];
    }

    test('[MED1] two parties see and hear each other', async () => {
      await newRoom();
      const [ann, bob] = await Promise.all([newCaller('ann'), newCaller('bob')]);
      const start = Date.now();
      await Promise.all([ann.join(), bob.join()]);
      await Promise.all([seesAndHears(ann, 'bob'), seesAndHears(bob, 'ann')]);
      const times = [await ann.received(), await bob.received()].map(
        (one) => Object.values(one)[0]?.firstPictureAt ?? Number.NaN,
      );
      process.stdout.write(
        `${kind}: first pictures ${times.map((at) => at - start).join(' and ')} ms after both joined\n`,
      );
      expect(Math.max(...times) - start).toBeLessThan(5_000);
      expect([...ann.errors, ...bob.errors]).toEqual([]);
    });

    test('[MED2] a microphone and a camera that are muted are neither heard nor seen, and come back', async () => {
      const [ann, bob] = await call();
      await ann.mute('audio', true);
      await until(async () => (await grown(bob, 'ann', 'audioEnergy')) < 0.001, { what: 'silence' });
      await ann.mute('audio', false);
      await until(async () => (await grown(bob, 'ann', 'audioEnergy')) > 0.01, { what: 'sound' });
      await ann.mute('video', true);
      await until(async () => Math.max(...(await bob.colour('ann'))) < 30, { what: 'a black picture' });
      await ann.mute('video', false);
      await until(async () => Math.max(...(await bob.colour('ann'))) > 60, { what: 'a picture' });
    });

    test('[MED3] another camera needs no negotiation', async () => {
      const [ann, bob] = await call();
      await ann.changeCamera('rgb(255, 0, 0)');
      await until(
        async () => {
          const [red = 0, green = 0] = await bob.colour('ann');
          return red > 150 && green < 80;
        },
        { what: 'the picture of the other camera' },
      );
    });

    test('[MED4] a hidden participant sees and hears everyone, at once, and is in nobody’s picture', async () => {
      const [ann, bob] = await call();
      const before = await ann.sent();
      const supervisor = await newCaller('supervisor');
      await supervisor.join('hidden');
      await Promise.all([seesAndHears(supervisor, 'ann'), seesAndHears(supervisor, 'bob')]);
      expect((await ann.sent()).keyFrames).toBeGreaterThan(before.keyFrames);
      expect(Object.keys(await ann.received())).toEqual(['bob']);
      expect(Object.keys(await bob.received())).toEqual(['ann']);
    });

    test('[MED5] a key frame comes when one is asked for', async () => {
      const [ann, bob] = await call();
      const before = (await ann.sent()).keyFrames;
      // Repeated, because requests that follow each other closely count as one.
      await until(
        async () => {
          await engine.requestKeyframe(bob.ref);
          return (await ann.sent()).keyFrames > before;
        },
        { everyMs: 250, what: 'a key frame' },
      );
    });

    test('[MED6] a party that reloads its page is back in the call', async () => {
      const [ann, bob] = await call();
      await ann.forgetPictures();
      await bob.rejoin(pages.url);
      await Promise.all([seesAndHears(ann, 'bob'), seesAndHears(bob, 'ann')]);
    });

    test('[MED7] new ICE credentials leave the call running', async () => {
      const [ann, bob] = await call();
      await ann.restartIce();
      await until(async () => (await grown(bob, 'ann', 'framesDecoded', 500)) > 3, { what: 'more frames' });
      expect(ann.errors).toEqual([]);
    });

    test('[MED19] a camera that is added later is seen', async () => {
      await newRoom();
      const [ann, bob] = await Promise.all([newCaller('ann'), newCaller('bob')]);
      await engine.join(ann.ref, 'party');
      await Promise.all([ann.publish(false), bob.join()]);
      await until(async () => ((await bob.received()).ann?.audioEnergy ?? 0) > 0.01, { what: 'sound' });
      await ann.addCamera();
      await Promise.all([seesAndHears(ann, 'bob'), seesAndHears(bob, 'ann')]);
      await ann.publish(false);
      await until(async () => (await grown(bob, 'ann', 'audioEnergy')) > 0.01, { what: 'sound alone again' });
      expect([...ann.errors, ...bob.errors]).toEqual([]);
    });

    test('[MED8] an expert goes and another comes: the customer sees the new one', async () => {
      const [ann, bob] = await call();
      await engine.leave(bob.ref);
      const carl = await joined('carl');
      await Promise.all([seesAndHears(ann, 'carl'), seesAndHears(carl, 'ann')]);
      expect(Object.keys(await carl.received())).toEqual(['ann']);
      expect(Object.keys(await ann.received())).toEqual(['carl']);
      await engine.leave(carl.ref);
      await bob.join();
      await Promise.all([seesAndHears(ann, 'bob'), seesAndHears(bob, 'ann')]);
    });

    test('[MED9] on hold nothing flows, and afterwards everything', async () => {
      const [ann, bob] = await call();
      await engine.setHeld(roomId, true);
      await until(async () => (await grown(bob, 'ann', 'videoBytes')) === 0, { what: 'no video on hold' });
      await until(async () => (await grown(ann, 'bob', 'audioPackets')) === 0, { what: 'no audio on hold' });
      await engine.setHeld(roomId, false);
      await Promise.all([seesAndHears(ann, 'bob'), seesAndHears(bob, 'ann')]);
    });

    test('[MED10] a recording plays, party by party', async () => {
      const [ann, bob] = await call();
      const directory = await mkdtemp(join(tmpdir(), 'rem-recording-'));
      try {
        await engine.startRecording(roomId, directory);
        await until(async () => (await grown(bob, 'ann', 'framesDecoded', 3_000)) > 30, {
          what: 'three seconds',
        });
        const recording = await engine.stopRecording(roomId);
        expect(recording.files.map(({ participantId }) => participantId).sort()).toEqual(['ann', 'bob']);
        for (const { file, startedAt, endedAt } of recording.files) {
          expect(endedAt - startedAt).toBeGreaterThan(2_000);
          expect(await playedFrames(file)).toBeGreaterThan(20);
        }
        expect([...ann.errors, ...bob.errors]).toEqual([]);
      } finally {
        await rm(directory, { recursive: true });
      }
    });

    test('[MED11] a description that cannot be used harms nobody', async () => {
      const [ann, bob] = await call();
      const bad = ['', 'nonsense', 'v=0\r\n', `v=0\r\n${'m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n'.repeat(20)}`];
      for (const sdp of bad) {
        await expect(engine.publish(ann.ref, sdp)).rejects.toMatchObject({
          name: 'MediaError',
          code: 'invalid_sdp',
        });
      }
      await engine.addCandidate(ann.ref, 'publish', { candidate: 'candidate:nonsense', sdpMid: '0' });
      expect(await grown(bob, 'ann', 'framesDecoded', 1_000)).toBeGreaterThan(5);
    });

    test('[MED12] calls that make no sense are told so, and those that change nothing are fine', async () => {
      const nowhere = { roomId: 'nowhere', participantId: 'nobody' };
      await expect(engine.join(nowhere, 'party')).rejects.toMatchObject({ code: 'no_such_room' });
      await expect(engine.publish(nowhere, 'v=0')).rejects.toBeInstanceOf(MediaError);
      await engine.leave(nowhere);
      await engine.closeRoom('nowhere');
      await newRoom();
      await engine.createRoom(roomId);
      await expect(engine.publish({ roomId, participantId: 'nobody' }, 'v=0')).rejects.toMatchObject({
        code: 'no_such_participant',
      });
      expect(await engine.rooms()).toContain(roomId);
      await engine.closeRoom(roomId);
      expect(await engine.rooms()).not.toContain(roomId);
    });

    test('[MED13] with 3 % of the packets lost the picture keeps moving', async () => {
      const [ann, bob] = await call();
      const heal = await dropUdp({ from: PRIVATE_ADDRESS, percent: 3 });
      try {
        const shares = await Promise.all([shareSeen(engine, ann, bob), shareSeen(engine, bob, ann)]);
        const percent = shares.map((share) => Math.round(share * 100));
        process.stdout.write(`${kind}: ${percent.join(' and ')} % of the pictures seen at 3 % loss\n`);
        expect(Math.min(...shares)).toBeGreaterThan(0.25);
      } finally {
        await heal();
      }
    });

    test('[MED14] a broken connection between adapter and engine stops no media', async () => {
      const [ann, bob] = await call();
      let downs = 0;
      const off = engine.on('down', () => {
        downs += 1;
      });
      underTest.cutConnection();
      const [seen, names] = await Promise.all([
        grown(bob, 'ann', 'framesDecoded', 1_000),
        until(() => engine.rooms(), { what: 'the adapter is back' }),
      ]);
      off();
      expect(seen).toBeGreaterThan(8);
      expect(names).toContain(roomId);
      expect(downs).toBe(0);
      await ann.forgetPictures();
      await bob.rejoin(pages.url);
      await seesAndHears(ann, 'bob');
    });

    test('[MED48] the server’s successor finds the calls as they are, and can act on them', async () => {
      const [ann, bob] = await call();
      engine = await underTest.replaceAdapter();
      const [seen, names] = await Promise.all([
        grown(bob, 'ann', 'framesDecoded', 1_000),
        until(() => engine.rooms(), { what: 'the new adapter is up' }),
      ]);
      expect(seen).toBeGreaterThan(3);
      expect(names).toContain(roomId);
      await engine.createRoom(roomId);
      await Promise.all([engine.join(ann.ref, 'party'), engine.join(bob.ref, 'party')]);
      await engine.setHeld(roomId, true);
      await until(async () => (await grown(bob, 'ann', 'videoBytes')) === 0, { what: 'no video on hold' });
      await engine.setHeld(roomId, false);
      await Promise.all([seesAndHears(ann, 'bob'), seesAndHears(bob, 'ann')]);
    });

    test('[MED15] an engine that was killed is replaced, and the parties are back by themselves', async () => {
      const [ann, bob] = await call();
      const events: string[] = [];
      const offs = [engine.on('down', () => events.push('down')), engine.on('up', () => events.push('up'))];
      const killed = Date.now();
      await underTest.killAndReplace();
      await Promise.all([ann.forgetPictures(), bob.forgetPictures()]);
      await until(() => events.includes('up') && engine.ready, { what: 'the new engine is up' });
      for (const off of offs) off();
      expect(events).toEqual(['down', 'up']);
      expect(await engine.rooms()).not.toContain(roomId);
      await engine.createRoom(roomId);
      await Promise.all([ann.join(), bob.join()]);
      await Promise.all([seesAndHears(ann, 'bob'), seesAndHears(bob, 'ann')]);
      const at = (await ann.received()).bob?.firstPictureAt ?? Number.NaN;
      process.stdout.write(`${kind}: picture back ${at - killed} ms after the kill\n`);
      expect(at - killed).toBeLessThan(5_000);
    });
  });
}

type Figure = keyof Pick<Received[string], 'framesDecoded' | 'audioEnergy' | 'audioPackets' | 'videoBytes'>;

/** By how much a figure grows in a span of time. The default holds at least one beep of the fake microphone. */
async function grown(caller: BareCaller, from: string, figure: Figure, ms = 1_300): Promise<number> {
  const before = (await caller.received())[from]?.[figure] ?? 0;
  await new Promise((resolve) => setTimeout(resolve, ms));
  return ((await caller.received())[from]?.[figure] ?? 0) - before;
}

/**
 * Which part of the pictures that one encodes the other decodes, over a hundred of them: whatever the machine's
 * speed. As pages do, the receiver asks for a key frame when no new picture came for most of a second.
 */
async function shareSeen(engine: MediaEngine, from: BareCaller, to: BareCaller): Promise<number> {
  const id = from.ref.participantId;
  const decodedNow = async (): Promise<number> => (await to.received())[id]?.framesDecoded ?? 0;
  const [encoded, decoded] = [(await from.sent()).frames, await decodedNow()];
  let last = { decoded, at: performance.now() };
  await until(
    async () => {
      const now = await decodedNow();
      if (now > last.decoded) last = { decoded: now, at: performance.now() };
      if (performance.now() - last.at > 700) await engine.requestKeyframe(to.ref);
      return (await from.sent()).frames >= encoded + 100;
    },
    { timeoutMs: 40_000, everyMs: 150, what: '100 pictures encoded' },
  );
  return ((await decodedNow()) - decoded) / ((await from.sent()).frames - encoded);
}

/** Waits until frames are decoded and sound above silence arrives, both anew. */
async function seesAndHears(caller: BareCaller, from: string): Promise<void> {
  const first = (await caller.received())[from];
  let last: unknown;
  await until(
    async () => {
      const now = (await caller.received())[from];
      last = now;
      if (!now) return false;
      const fresh = first && now.framesDecoded >= first.framesDecoded ? first : undefined;
      return (
        now.framesDecoded > (fresh?.framesDecoded ?? 0) + 3 &&
        now.audioEnergy > (fresh?.audioEnergy ?? 0) + 0.001 &&
        now.firstPictureAt !== null
      );
    },
    {
      timeoutMs: 15_000,
      everyMs: 50,
      what: () => `${caller.ref.participantId} sees and hears ${from}: ${JSON.stringify({ first, last })}`,
    },
  );
}

/** Has a file decoded by an independent player. @returns the number of video frames */
async function playedFrames(file: string): Promise<number> {
  const { stdout } = await execute('ffprobe', [
    ...['-v', 'error', '-count_frames', '-show_entries', 'stream=codec_type,codec_name,nb_read_frames'],
    ...['-of', 'csv=p=0', file],
  ]);
  expect(stdout).toMatch(/vp8,video/);
  expect(stdout).toMatch(/opus,audio/);
  const { stderr } = await execute('ffmpeg', [
    ...['-v', 'error', '-i', file, '-fps_mode', 'passthrough', '-enc_time_base', '-1'],
    ...['-f', 'null', '-'],
  ]);
  expect(stderr).toBe('');
  return Number(/vp8,video,(\d+)/.exec(stdout)?.[1] ?? 0);
}
