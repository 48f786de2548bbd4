import { Avatar, Badge } from '@mantine/core';
import type { Branch, Disposition, Kiosk, Person, Service, Skill } from '@rem/protocol';
import { languageNames, RelativeTime, useFormats, useLanguage } from '@rem/ui';
import { IconLock } from '@tabler/icons-react';
import { useConsole } from '../hooks/console.tsx';
import { directoryStore, peopleStore } from '../hooks/record-store.ts';
import { scalePicture } from '../hooks/scale-picture.ts';
import { useMessages } from '../messages/mod.ts';
import { inLanguage, nameIn } from '../models/directory.ts';
import type { PersonValues } from '../models/kinds.ts';
import {
  branchKind,
  dispositionKind,
  kioskKind,
  personKind,
  serviceKind,
  skillKind,
} from '../models/kinds.ts';
import { may } from '../models/navigation.ts';
import { Cut } from '../views/Cut.tsx';
import { BranchForm } from '../views/forms/BranchForm.tsx';
import type { FormProps } from '../views/forms/form.ts';
import { KioskForm } from '../views/forms/KioskForm.tsx';
import { PersonForm } from '../views/forms/PersonForm.tsx';
import { ServiceForm } from '../views/forms/ServiceForm.tsx';
import { DispositionForm, SkillForm } from '../views/forms/SimpleForms.tsx';
import list from '../views/List.module.css';
import hints from '../views/Panel.module.css';
import type { Column } from '../views/RecordTable.tsx';
import { Enrolment } from './Enrolment.tsx';
import { RecordsPage } from './RecordsPage.tsx';

export interface KindPageProps {
  readonly item: string | null;
}

function useManages(): boolean {
  return may(useConsole().account, 'setup:manage');
}

/** Active or not, by word and colour; a lock goes before both. */
function useActiveColumn<R extends { readonly active: boolean }>(): Column<R> {
  const t = useMessages();
  return {
    key: 'active',
    title: t('people.state'),
    cell: ({ active }) => (
      <Badge variant="light" color={active ? 'green' : 'gray'}>
        {t(active ? 'people.is_active' : 'people.is_inactive')}
      </Badge>
    ),
  };
}

const ScalingPersonForm = (props: FormProps<PersonValues>) => (
  <PersonForm {...props} scalePicture={scalePicture} />
);

export function PeoplePage({ item }: KindPageProps) {
  const t = useMessages();
  const formats = useFormats();
  const { api, account } = useConsole();
  const active = useActiveColumn<Person>();
  const columns: readonly Column<Person>[] = [
    {
      key: 'name',
      title: t('people.name'),
      sort: 'name',
      cell: ({ name, picture }) => (
        <span className={list.person}>
          <Avatar src={picture} name={name} color="primary" size={28} alt="" />
          <Cut text={name} />
        </span>
      ),
    },
    {
      key: 'signInName',
      title: t('people.sign_in_name'),
      sort: 'signInName',
      cell: ({ signInName }) => <Cut text={signInName} />,
    },
    { key: 'title', title: t('people.job'), sort: 'title', cell: ({ title }) => <Cut text={title} /> },
    {
      key: 'roles',
      title: t('people.roles'),
      cell: ({ roles }) => <Cut text={formats.list(roles.map((role) => t(`role.${role}`)))} />,
    },
    {
      key: 'languages',
      title: t('people.languages'),
      cell: ({ languages }) => <Cut text={formats.list(languages.map(formats.language))} />,
    },
    {
      ...active,
      sort: 'active',
      cell: (person) =>
        person.lockedUntil !== null && person.lockedUntil > Date.now() ? (
          <Badge
            variant="light"
            color="orange"
            leftSection={<IconLock size={12} aria-hidden />}
            title={t('people.locked_hint')}
          >
            {t('people.locked', { time: formats.time(person.lockedUntil) })}
          </Badge>
        ) : (
          active.cell(person)
        ),
    },
  ];
  return (
    <RecordsPage
      kind={personKind}
      store={peopleStore(api)}
      columns={columns}
      nameOf={({ name }) => name}
      form={ScalingPersonForm}
      mayManage={may(account, 'people:manage')}
      item={item}
    />
  );
}

export function SkillsPage({ item }: KindPageProps) {
  const t = useMessages();
  const formats = useFormats();
  const { api, directory } = useConsole();
  const columns: readonly Column<Skill>[] = [
    { key: 'name', title: t('skills.name'), sort: 'name', cell: ({ name }) => name },
    {
      key: 'services',
      title: t('nav.services'),
      end: true,
      cell: ({ id }) =>
        formats.number(directory.services.filter(({ requiredSkills }) => requiredSkills[id]).length),
    },
    {
      key: 'people',
      title: t('nav.people'),
      end: true,
      cell: ({ id }) => formats.number(directory.people.filter(({ skills }) => skills[id]).length),
    },
  ];
  return (
    <RecordsPage
      kind={skillKind}
      store={directoryStore(api, 'skills')}
      columns={columns}
      nameOf={({ name }) => name}
      form={SkillForm}
      mayManage={useManages()}
      item={item}
    />
  );
}

export function ServicesPage({ item }: KindPageProps) {
  const t = useMessages();
  const formats = useFormats();
  const { language } = useLanguage();
  const { api, directory } = useConsole();
  const nameOf = ({ name }: Service) => inLanguage(name, language);
  const levels = ({ requiredSkills }: Service) =>
    formats.list(
      Object.entries(requiredSkills).map(
        ([id, level]) =>
          `${nameIn(directory, 'skills', id, language) ?? t('common.unknown')} ${formats.number(level)}`,
      ),
    );
  const columns: readonly Column<Service>[] = [
    { key: 'name', title: t('services.name'), sort: 'name', cell: nameOf },
    {
      key: 'position',
      title: t('services.position'),
      sort: 'position',
      end: true,
      cell: ({ position }) => formats.number(position),
    },
    {
      key: 'skills',
      title: t('services.skills'),
      cell: (service) => <Cut text={levels(service) || t('common.none')} />,
    },
    {
      key: 'priority',
      title: t('services.priority'),
      end: true,
      cell: ({ priority }) => formats.number(priority),
    },
    useActiveColumn<Service>(),
  ];
  return (
    <RecordsPage
      kind={serviceKind}
      store={directoryStore(api, 'services')}
      columns={columns}
      nameOf={nameOf}
      form={ServiceForm}
      mayManage={useManages()}
      item={item}
    />
  );
}

export function BranchesPage({ item }: KindPageProps) {
  const t = useMessages();
  const formats = useFormats();
  const { api, directory } = useConsole();
  const columns: readonly Column<Branch>[] = [
    { key: 'name', title: t('branches.name'), sort: 'name', cell: ({ name }) => name },
    { key: 'address', title: t('branches.address'), cell: ({ address }) => <Cut text={address} /> },
    { key: 'zone', title: t('branches.time_zone'), cell: ({ timeZone }) => <Cut text={timeZone} /> },
    {
      key: 'languages',
      title: t('branches.languages'),
      cell: ({ languages }) => <Cut text={formats.list(languages.map((tag) => languageNames[tag]))} />,
    },
    {
      key: 'kiosks',
      title: t('nav.kiosks'),
      end: true,
      cell: ({ id }) => formats.number(directory.kiosks.filter(({ branchId }) => branchId === id).length),
    },
  ];
  return (
    <RecordsPage
      kind={branchKind}
      store={directoryStore(api, 'branches')}
      columns={columns}
      nameOf={({ name }) => name}
      form={BranchForm}
      mayManage={useManages()}
      item={item}
    />
  );
}

export function KiosksPage({ item }: KindPageProps) {
  const t = useMessages();
  const formats = useFormats();
  const { language } = useLanguage();
  const { api, account, directory } = useConsole();
  const services = ({ serviceIds }: Kiosk) =>
    serviceIds === null
      ? t('kiosks.all_services')
      : formats.list(
          serviceIds.map((id) => nameIn(directory, 'services', id, language) ?? t('common.unknown')),
        );
  const columns: readonly Column<Kiosk>[] = [
    { key: 'name', title: t('kiosks.name'), sort: 'name', cell: ({ name }) => name },
    {
      key: 'branch',
      title: t('kiosks.branch'),
      cell: ({ branchId }) => <Cut text={nameIn(directory, 'branches', branchId, language) ?? ''} />,
    },
    { key: 'services', title: t('kiosks.services'), cell: (kiosk) => <Cut text={services(kiosk)} /> },
    {
      key: 'enrolled',
      title: t('kiosks.state'),
      sort: 'enrolledAt',
      cell: ({ enrolledAt }) => (
        <Badge variant="light" color={enrolledAt === null ? 'gray' : 'green'}>
          {t(enrolledAt === null ? 'kiosks.not_enrolled_short' : 'kiosks.enrolled_short')}
        </Badge>
      ),
    },
    {
      key: 'seen',
      title: t('kiosks.last_seen'),
      sort: 'lastSeenAt',
      cell: ({ lastSeenAt }) =>
        lastSeenAt === null ? t('kiosks.never_seen') : <RelativeTime at={lastSeenAt} />,
    },
  ];
  const mayManage = may(account, 'kiosks:manage');
  return (
    <RecordsPage
      kind={kioskKind}
      store={directoryStore(api, 'kiosks')}
      columns={columns}
      nameOf={({ name }) => name}
      form={KioskForm}
      mayManage={mayManage}
      item={item}
      more={({ record, panel, onChanged }) =>
        record ? (
          <Enrolment kiosk={record} readOnly={!mayManage} onChanged={onChanged} />
        ) : panel.isNew ? (
          <p className={hints.help}>{t('kiosks.save_first')}</p>
        ) : null
      }
    />
  );
}

export function DispositionsPage({ item }: KindPageProps) {
  const t = useMessages();
  const { api } = useConsole();
  const columns: readonly Column<Disposition>[] = [
    { key: 'name', title: t('dispositions.name'), sort: 'name', cell: ({ name }) => name },
    useActiveColumn<Disposition>(),
  ];
  return (
    <RecordsPage
      kind={dispositionKind}
      store={directoryStore(api, 'dispositions')}
      columns={columns}
      nameOf={({ name }) => name}
      form={DispositionForm}
      mayManage={useManages()}
      item={item}
    />
  );
}
