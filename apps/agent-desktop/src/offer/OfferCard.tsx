import { Button, Menu } from '@mantine/core';
import { type DeclineReason, declineReason, type OfferView } from '@rem/protocol';
import { Countdown, useFormats, useLanguage } from '@rem/ui';
import { IconChevronDown, IconPhoneCheck, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { inLanguage } from '../desk/localized.ts';
import { Hint } from '../keys/Hint.tsx';
import { shortcutText } from '../keys/shortcuts.ts';
import { useShortcut } from '../keys/use-shortcut.ts';
import { useMessages } from '../messages/mod.ts';
import classes from './OfferCard.module.css';
import { offerFacts, reasonWords } from './offer-words.ts';

export interface OfferCardProps {
  readonly offer: OfferView;
  readonly clockOffset: number;
  readonly pending: 'accept' | 'decline' | null;
  readonly onAccept: () => void;
  readonly onDecline: (reason: DeclineReason) => void;
}

function DeclineMenu({ pending, onDecline }: Pick<OfferCardProps, 'pending' | 'onDecline'>) {
  const t = useMessages();
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // The focus goes to the button first: that is where the menu gives it back.
  const open = () => {
    button.current?.focus();
    setOpened(true);
  };
  useShortcut('decline', open, pending === null);
  return (
    <Menu opened={opened} onChange={setOpened} position="top-end" transitionProps={{ duration: 90 }}>
      <Menu.Target>
        <Hint text={t('offer.decline')} shortcut="decline">
          <Button
            ref={button}
            variant="default"
            size="lg"
            loading={pending === 'decline'}
            disabled={pending === 'accept'}
            leftSection={<IconX size={20} aria-hidden />}
            rightSection={<IconChevronDown size={16} aria-hidden />}
            aria-keyshortcuts={shortcutText('decline')}
          >
            {t('offer.decline')}
          </Button>
        </Hint>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('offer.decline_why')}</Menu.Label>
        {declineReason.options.map((reason) => (
          <Menu.Item key={reason} onClick={() => onDecline(reason)}>
            {t(`decline.${reason}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The customer who rings. Takes no focus: whoever is typing goes on typing, and answers by shortcut or mouse. */
export function OfferCard({ offer, clockOffset, pending, onAccept, onDecline }: OfferCardProps) {
  const t = useMessages();
  const formats = useFormats();
  const { language } = useLanguage();
  const service = inLanguage(offer.serviceName, language);
  useShortcut('accept', onAccept, pending === null);
  return (
    <section className={classes.card} aria-label={t('offer.title')}>
      <header className={classes.head}>
        <Countdown
          endsAt={offer.expiresAt}
          total={offer.expiresAt - offer.offeredAt}
          clockOffset={clockOffset}
          size={72}
        />
        <div className={classes.titles}>
          <p className={classes.kicker}>{t('offer.title')}</p>
          <h1 className={classes.service} title={service}>
            {service}
          </h1>
        </div>
      </header>
      <dl className={classes.facts}>
        {offerFacts(t, formats, offer).map(({ name, value }) => (
          <div key={name} className={classes.fact}>
            <dt>{name}</dt>
            <dd title={value}>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={classes.why}>
        <p className={classes.whyTitle}>{t('why.title')}</p>
        <ul>
          {offer.why.map((reason) => {
            const words = reasonWords(t, formats, reason);
            return <li key={words}>{words}</li>;
          })}
        </ul>
      </div>
      <footer className={classes.actions}>
        <Hint text={t('offer.accept')} shortcut="accept">
          <Button
            className={classes.accept ?? ''}
            size="lg"
            color="green"
            loading={pending === 'accept'}
            disabled={pending === 'decline'}
            leftSection={<IconPhoneCheck size={22} aria-hidden />}
            onClick={onAccept}
            aria-keyshortcuts={shortcutText('accept')}
          >
            {t('offer.accept')}
          </Button>
        </Hint>
        <DeclineMenu pending={pending} onDecline={onDecline} />
      </footer>
    </section>
  );
}
