import { Switch, TextInput } from '@mantine/core';
import { useMessages } from '../../messages/mod.ts';
import type { DispositionValues, SkillValues } from '../../models/kinds.ts';
import type { FormProps } from './form.ts';

export function SkillForm({ form }: FormProps<SkillValues>) {
  const t = useMessages();
  return (
    <TextInput
      label={t('skills.name')}
      description={t('skills.name_help')}
      required
      data-autofocus
      {...form.getInputProps('name')}
    />
  );
}

export function DispositionForm({ form }: FormProps<DispositionValues>) {
  const t = useMessages();
  return (
    <>
      <TextInput
        label={t('dispositions.name')}
        description={t('dispositions.name_help')}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Switch
        label={t('dispositions.active')}
        description={t('dispositions.active_help')}
        {...form.getInputProps('active', { type: 'checkbox' })}
      />
    </>
  );
}
