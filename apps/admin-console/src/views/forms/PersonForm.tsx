import {
  Avatar,
  Button,
  Checkbox,
  FileButton,
  Group,
  MultiSelect,
  PasswordInput,
  Switch,
  TextInput,
} from '@mantine/core';
import { accountRole } from '@rem/protocol';
import { useFormats } from '@rem/ui';
import { useMessages } from '../../messages/mod.ts';
import type { PersonValues } from '../../models/kinds.ts';
import { spokenLanguages } from '../../models/languages.ts';
import classes from '../Panel.module.css';
import type { FormProps } from './form.ts';
import { SkillLevels } from './SkillLevels.tsx';

export interface PersonFormProps extends FormProps<PersonValues> {
  /** Makes a chosen file a small data URL; null when it cannot be read as a picture. */
  readonly scalePicture: (file: File) => Promise<string | null>;
}

function Picture({ form, scalePicture, readOnly }: PersonFormProps) {
  const t = useMessages();
  const { picture, name } = form.values;
  const choose = async (file: File | null) => {
    if (!file) return;
    const scaled = await scalePicture(file);
    if (scaled === null) form.setFieldError('picture', t('people.picture_failed'));
    else form.setFieldValue('picture', scaled);
  };
  const error = form.errors.picture;
  return (
    <div className={classes.picture}>
      <Avatar src={picture} name={name} color="primary" size={72} alt="" />
      <div className={classes.fields}>
        <Group gap="sm">
          <FileButton
            accept="image/png,image/jpeg,image/webp"
            disabled={readOnly}
            onChange={(file) => void choose(file)}
            inputProps={{ 'aria-label': t('people.picture_choose') }}
          >
            {(props) => (
              <Button {...props} variant="default" size="xs" disabled={readOnly}>
                {t('people.picture_choose')}
              </Button>
            )}
          </FileButton>
          {picture === null || readOnly ? null : (
            <Button
              variant="subtle"
              color="gray"
              size="xs"
              onClick={() => form.setFieldValue('picture', null)}
            >
              {t('people.picture_remove')}
            </Button>
          )}
        </Group>
        <p className={classes.help} role={error ? 'alert' : undefined}>
          {error ?? t('people.picture_help')}
        </p>
      </div>
    </div>
  );
}

export function PersonForm(props: PersonFormProps) {
  const t = useMessages();
  const formats = useFormats();
  const { form, directory, isNew, readOnly } = props;
  const { languages, skills } = form.values;
  return (
    <>
      <TextInput
        label={t('people.name')}
        description={t('people.name_help')}
        required
        data-autofocus
        autoComplete="off"
        {...form.getInputProps('name')}
      />
      <TextInput
        label={t('people.job')}
        description={t('people.job_help')}
        autoComplete="off"
        {...form.getInputProps('title')}
      />
      <Picture {...props} />
      <TextInput
        label={t('people.sign_in_name')}
        description={t('people.sign_in_name_help')}
        required
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        {...form.getInputProps('signInName')}
      />
      <PasswordInput
        label={t(isNew ? 'people.password' : 'people.password_new')}
        description={t(isNew ? 'people.password_help' : 'people.password_change_help')}
        required={isNew}
        autoComplete="new-password"
        {...form.getInputProps('password')}
      />
      <Checkbox.Group
        label={t('people.roles')}
        description={t('people.roles_help')}
        required
        {...form.getInputProps('roles')}
      >
        <Group mt="xs">
          {accountRole.options.map((role) => (
            <Checkbox key={role} value={role} label={t(`role.${role}`)} />
          ))}
        </Group>
      </Checkbox.Group>
      <MultiSelect
        label={t('people.languages')}
        description={t('people.languages_help')}
        searchable
        nothingFoundMessage={t('list.nothing')}
        data={spokenLanguages(languages)
          .map((tag) => ({ value: tag, label: formats.language(tag) }))
          .sort((a, b) => a.label.localeCompare(b.label))}
        {...form.getInputProps('languages')}
      />
      <SkillLevels
        label={t('people.skills')}
        help={t('people.skills_help')}
        skills={directory.skills}
        value={skills}
        readOnly={readOnly}
        onChange={(value) => form.setFieldValue('skills', value)}
      />
      <Switch
        label={t('people.active')}
        description={t('people.active_help')}
        {...form.getInputProps('active', { type: 'checkbox' })}
      />
    </>
  );
}
