import { isIPv6 } from 'node:net';
import {
  RTCPeerConnection,
  RTCRtpCodecParameters,
  useAbsSendTime,
  useNACK,
  usePLI,
  useREMB,
  useSdesMid,
  useTransportWideCC,
  useTWCC,
} from 'werift';
import type { IceCandidate, MediaLink } from '../../engine.ts';
import { CLOCK_RATES } from '../../recording/party-file.ts';
import type { PortPairs } from './ports.ts';

/** Where the engine is on the network. */
export interface PeerNetwork {
  /** The one address that goes into candidates and is bound. */
  readonly address: string;
  readonly ports: PortPairs;
}

/**
 * A peer connection of the engine: Opus and VP8, one port, one address, no outside help for ICE. Its ports go
 * back when it is closed.
 *
 * What comes up is measured packet by packet (transport-cc), which lets the sender find its bandwidth fast. What
 * goes down is estimated by the receiver (REMB), because that one number can be handed on to the sender.
 */
export function createPeer(network: PeerNetwork, link: MediaLink): RTCPeerConnection {
  const ports = network.ports.take();
  const up = link === 'publish';
  const peer = new RTCPeerConnection({
    codecs: {
      audio: [
        new RTCRtpCodecParameters({
          mimeType: 'audio/opus',
          clockRate: CLOCK_RATES.audio,
          channels: 2,
          payloadType: 111,
          parameters: 'minptime=10;useinbandfec=1',
          rtcpFeedback: up ? [useTWCC()] : [],
        }),
      ],
      video: [
        new RTCRtpCodecParameters({
          mimeType: 'video/VP8',
          clockRate: CLOCK_RATES.video,
          payloadType: 96,
          rtcpFeedback: [useNACK(), usePLI(), useREMB(), ...(up ? [useTWCC()] : [])],
        }),
      ],
    },
    headerExtensions: {
      audio: [useSdesMid(), ...(up ? [useTransportWideCC()] : [])],
      video: [useSdesMid(), up ? useTransportWideCC() : useAbsSendTime()],
    },
    bundlePolicy: 'max-bundle',
    iceServers: [],
    icePortRange: [ports[0], ports[1]],
    // Only the address given is used: none is looked for on the machine's interfaces.
    iceUseIpv4: false,
    iceUseIpv6: false,
    iceAdditionalHostAddresses: [network.address],
    iceInterfaceAddresses: isIPv6(network.address) ? { udp6: network.address } : { udp4: network.address },
  });
  const close = peer.close.bind(peer);
  let closing: Promise<void> | undefined;
  peer.close = () => {
    closing ??= close().finally(() => network.ports.give(ports));
    return closing;
  };
  return peer;
}

/**
 * Adds a candidate of the page, as far as it can be of use: names under `.local` (mDNS) are hidden addresses that
 * only the page's own network could resolve, and TCP is not spoken. The page's own checks find the way without.
 */
export async function addUsableCandidate(
  peer: RTCPeerConnection,
  candidate: IceCandidate | null,
): Promise<void> {
  if (candidate === null || candidate.candidate === '') return;
  const [, , transport, , address] = candidate.candidate.split(' ');
  if (transport?.toLowerCase() !== 'udp' || !address || address.endsWith('.local')) return;
  await peer.addIceCandidate({
    candidate: candidate.candidate,
    ...(typeof candidate.sdpMid === 'string' ? { sdpMid: candidate.sdpMid } : {}),
    ...(typeof candidate.sdpMLineIndex === 'number' ? { sdpMLineIndex: candidate.sdpMLineIndex } : {}),
  });
}
