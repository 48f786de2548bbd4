import type { CustomerSetup, PageLanguage } from '@rem/protocol';
import { languageNames, useLanguage } from '@rem/ui';
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useMessages } from '../messages/mod.ts';
import type { CustomerActions } from '../model/model.ts';
import classes from './Attract.module.css';
import { BigButton } from './parts/BigButton.tsx';
import { Scenery } from './parts/Scenery.tsx';
import { Heading, Screen } from './parts/Screen.tsx';
import { serviceIcons } from './parts/service-icons.ts';

/** More at once are not taken in by someone in a hurry. */
const PER_PAGE = 6;

function LanguageRow({ languages }: { readonly languages: readonly PageLanguage[] }) {
  const t = useMessages();
  const { language, setLanguage } = useLanguage();
  return (
    <nav className={classes.languages} aria-label={t('language.choose')}>
      {languages.map((each) => (
        <button
          key={each}
          type="button"
          className={classes.language}
          lang={each}
          aria-pressed={each === language}
          onClick={() => setLanguage(each)}
        >
          {languageNames[each]}
        </button>
      ))}
    </nav>
  );
}

function Service({
  service,
  onChoose,
}: {
  readonly service: CustomerSetup['services'][number];
  readonly onChoose: () => void;
}) {
  const { language } = useLanguage();
  const Icon = serviceIcons[service.icon];
  const description = service.description?.[language] ?? service.description?.en;
  return (
    <button type="button" className={classes.service} data-service={service.id} onClick={onChoose}>
      <span className={classes.icon}>
        <Icon aria-hidden stroke={1.6} />
      </span>
      <span className={classes.words}>
        <span className={classes.name}>{service.name[language] ?? service.name.en}</span>
        {description ? <span className={classes.description}>{description}</span> : null}
      </span>
    </button>
  );
}

export interface AttractProps {
  readonly setup: CustomerSetup;
  readonly actions: Pick<CustomerActions, 'choose'>;
}

/** Invites, and asks what it is about. */
export function Attract({ setup, actions }: AttractProps) {
  const t = useMessages();
  const [page, setPage] = useState(0);
  const pages = Math.max(1, Math.ceil(setup.services.length / PER_PAGE));
  const shown = setup.services.slice(page * PER_PAGE, (page + 1) * PER_PAGE);
  return (
    <Screen name="attract" corner={setup.branch?.name}>
      <LanguageRow languages={setup.languages} />
      <div className={classes.hero}>
        <Scenery />
        <Heading title={t('attract.headline')}>{t('attract.lead')}</Heading>
      </div>
      <section className={classes.choice} aria-label={t('attract.services')}>
        {shown.length === 0 ? <p>{t('attract.none')}</p> : null}
        <div className={classes.services} data-count={shown.length}>
          {shown.map((service) => (
            <Service key={service.id} service={service} onChoose={() => actions.choose(service.id)} />
          ))}
        </div>
        {pages > 1 ? (
          <div className={classes.pager}>
            <BigButton
              label={t('attract.back')}
              icon={IconArrowLeft}
              disabled={page === 0}
              onPress={() => setPage(page - 1)}
            />
            <span role="status">{t('attract.page', { page: page + 1, pages })}</span>
            <BigButton
              label={t('attract.more')}
              icon={IconArrowRight}
              next
              disabled={page === pages - 1}
              onPress={() => setPage(page + 1)}
            />
          </div>
        ) : null}
      </section>
    </Screen>
  );
}
