import { MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { pageLanguages } from '@rem/protocol';
import { languageNames } from '@rem/ui';
import { useMessages } from '../../messages/mod.ts';
import type { BranchValues } from '../../models/kinds.ts';
import type { FormProps } from './form.ts';

const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].map((value) => ({
  value,
  label: value.replaceAll('_', ' '),
}));

export function BranchForm({ form }: FormProps<BranchValues>) {
  const t = useMessages();
  const { timeZone } = form.values;
  const isListed = zones.some(({ value }) => value === timeZone);
  return (
    <>
      <TextInput label={t('branches.name')} required data-autofocus {...form.getInputProps('name')} />
      <Textarea
        label={t('branches.address')}
        description={t('branches.address_help')}
        rows={3}
        {...form.getInputProps('address')}
      />
      <Select
        label={t('branches.time_zone')}
        description={t('branches.time_zone_help')}
        required
        searchable
        limit={50}
        nothingFoundMessage={t('list.nothing')}
        data={isListed ? zones : [{ value: timeZone, label: timeZone }, ...zones]}
        allowDeselect={false}
        {...form.getInputProps('timeZone')}
      />
      <MultiSelect
        label={t('branches.languages')}
        description={t('branches.languages_help')}
        required
        data={pageLanguages.map((tag) => ({ value: tag, label: languageNames[tag] }))}
        {...form.getInputProps('languages')}
      />
    </>
  );
}
