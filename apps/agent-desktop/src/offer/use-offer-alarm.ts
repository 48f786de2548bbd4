import type { OfferView } from '@rem/protocol';
import { useFormats, useLanguage } from '@rem/ui';
import { useEffect, useRef, useState } from 'react';
import { inLanguage } from '../desk/localized.ts';
import { useMessages } from '../messages/mod.ts';
import { createRing, type Ring } from './ring.ts';
import type { RingSettings } from './ring-settings.ts';

/** Makes an offer heard, and seen in the title and, while the page is hidden, as a notification. */
export function useOfferAlarm(
  offer: OfferView | null,
  settings: RingSettings,
): { readonly tryRing: () => void } {
  const [ring] = useState<Ring>(() => createRing());
  useEffect(() => () => ring.close(), [ring]);
  const offerId = offer?.id ?? null;
  useEffect(() => {
    if (offerId === null) {
      return;
    }
    ring.start(settings);
    return () => ring.stop();
  }, [ring, offerId, settings]);
  useTitle(offer);
  useNotification(offer, settings.notify);
  return { tryRing: () => ring.once(settings) };
}

function useTitle(offer: OfferView | null): void {
  const t = useMessages();
  const { language } = useLanguage();
  const title = offer
    ? t('page.title_offer', { service: inLanguage(offer.serviceName, language) })
    : t('page.title');
  useEffect(() => {
    document.title = title;
  }, [title]);
}

function useNotification(offer: OfferView | null, wanted: boolean): void {
  const t = useMessages();
  const formats = useFormats();
  const { language } = useLanguage();
  const words = offer
    ? {
        title: `${t('offer.title')}: ${inLanguage(offer.serviceName, language)}`,
        body: t('offer.notification', {
          language: formats.language(offer.language),
          waited: formats.duration(offer.waitedMs),
        }),
      }
    : null;
  const latest = useRef(words);
  latest.current = words;
  const offerId = offer?.id ?? null;
  useEffect(() => {
    const now = latest.current;
    if (offerId === null || !now || !wanted || !canNotify() || !document.hidden) {
      return;
    }
    const shown = new Notification(now.title, { body: now.body, tag: offerId, requireInteraction: true });
    shown.onclick = () => window.focus();
    return () => shown.close();
  }, [offerId, wanted]);
}

function canNotify(): boolean {
  return typeof Notification === 'function' && Notification.permission === 'granted';
}

/** Asks once for the right to notify; browsers want a click for it, such as the one that goes available. */
export function askToNotify(): void {
  if (typeof Notification === 'function' && Notification.permission === 'default') {
    void Notification.requestPermission();
  }
}
