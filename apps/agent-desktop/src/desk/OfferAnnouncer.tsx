import { VisuallyHidden } from '@mantine/core';
import type { OfferView } from '@rem/protocol';
import { useLanguage } from '@rem/ui';
import { shortcutText } from '../keys/shortcuts.ts';
import { useMessages } from '../messages/mod.ts';
import { inLanguage } from './localized.ts';

/** Tells a screen reader of an offer at once, wherever the focus is. Always in the page, or nothing is announced. */
export function OfferAnnouncer({ offer }: { readonly offer: OfferView | null }) {
  const t = useMessages();
  const { language } = useLanguage();
  return (
    <VisuallyHidden role="alert" aria-live="assertive">
      {offer
        ? t('offer.announce', {
            service: inLanguage(offer.serviceName, language),
            accept: shortcutText('accept'),
            decline: shortcutText('decline'),
          })
        : null}
    </VisuallyHidden>
  );
}
