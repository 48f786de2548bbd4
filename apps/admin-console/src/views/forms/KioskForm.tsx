import { MultiSelect, Select, Switch, TextInput } from '@mantine/core';
import { useLanguage } from '@rem/ui';
import { useMessages } from '../../messages/mod.ts';
import { inLanguage } from '../../models/directory.ts';
import type { KioskValues } from '../../models/kinds.ts';
import type { FormProps } from './form.ts';

export function KioskForm({ form, directory }: FormProps<KioskValues>) {
  const t = useMessages();
  const { language } = useLanguage();
  const { branches, services } = directory;
  return (
    <>
      <TextInput
        label={t('kiosks.name')}
        description={t('kiosks.name_help')}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Select
        label={t('kiosks.branch')}
        {...(branches.length === 0 ? { description: t('kiosks.no_branches') } : {})}
        required
        searchable
        allowDeselect={false}
        nothingFoundMessage={t('list.nothing')}
        data={branches.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('branchId')}
      />
      <Switch label={t('kiosks.all_services')} {...form.getInputProps('allServices', { type: 'checkbox' })} />
      {form.values.allServices ? null : (
        <MultiSelect
          label={t('kiosks.services')}
          description={t('kiosks.services_help')}
          searchable
          nothingFoundMessage={t('list.nothing')}
          data={services.map(({ id, name }) => ({ value: id, label: inLanguage(name, language) }))}
          {...form.getInputProps('serviceIds')}
        />
      )}
    </>
  );
}
