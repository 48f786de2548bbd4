import { MultiSelect, NumberInput, Select, Switch, Tabs, Textarea, TextInput } from '@mantine/core';
import { type PageLanguage, pageLanguages, serviceIcon } from '@rem/protocol';
import { directionOf, languageNames } from '@rem/ui';
import { useMessages } from '../../messages/mod.ts';
import type { ServiceValues } from '../../models/kinds.ts';
import classes from '../Panel.module.css';
import type { FormProps } from './form.ts';
import { SkillLevels } from './SkillLevels.tsx';
import { serviceIcons } from './service-icons.ts';

type Props = FormProps<ServiceValues>;

function TextsIn({ form, tag }: Pick<Props, 'form'> & { readonly tag: PageLanguage }) {
  const t = useMessages();
  return (
    <div className={classes.fields}>
      <TextInput
        label={t('services.name_in', { language: languageNames[tag] })}
        required={tag === 'en'}
        lang={tag}
        dir={directionOf(tag)}
        {...(tag === 'en' ? { 'data-autofocus': true } : {})}
        {...form.getInputProps(`name.${tag}`)}
      />
      <Textarea
        label={t('services.description_in', { language: languageNames[tag] })}
        lang={tag}
        dir={directionOf(tag)}
        rows={2}
        {...form.getInputProps(`description.${tag}`)}
      />
    </div>
  );
}

/** A tab a language; where nothing can be pressed, those that something was written in. */
function Texts({ form, readOnly }: Props) {
  const t = useMessages();
  const { name } = form.values;
  return (
    <fieldset className={classes.set}>
      <legend className={classes.legend}>{t('services.texts')}</legend>
      <p className={classes.help}>{t('services.texts_help')}</p>
      {readOnly ? (
        pageLanguages
          .filter((tag) => name[tag] !== '')
          .map((tag) => <TextsIn key={tag} form={form} tag={tag} />)
      ) : (
        <Tabs defaultValue="en" keepMounted={false}>
          <Tabs.List>
            {pageLanguages.map((tag) => (
              <Tabs.Tab key={tag} value={tag} lang={tag}>
                {languageNames[tag]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {pageLanguages.map((tag) => (
            <Tabs.Panel key={tag} value={tag} pt="md">
              <TextsIn form={form} tag={tag} />
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
    </fieldset>
  );
}

function Timers({ form }: Props) {
  const t = useMessages();
  return (
    <fieldset className={classes.set}>
      <legend className={classes.legend}>{t('services.timers')}</legend>
      <div className={classes.pair}>
        {(['offer', 'connecting', 'absence'] as const).map((timer) => (
          <NumberInput
            key={timer}
            label={t(`services.${timer}`)}
            description={t(`services.${timer}_help`)}
            suffix={` ${t('services.seconds')}`}
            allowDecimal={false}
            {...form.getInputProps(`timers.${timer}`)}
          />
        ))}
      </div>
    </fieldset>
  );
}

function WrapUp({ form, directory }: Props) {
  const t = useMessages();
  return (
    <>
      <div className={classes.pair}>
        <Select
          label={t('services.wrap_up')}
          allowDeselect={false}
          data={(['none', 'optional', 'mandatory', 'timed'] as const).map((mode) => ({
            value: mode,
            label: t(`services.wrap_up.${mode}`),
          }))}
          {...form.getInputProps('wrapUp')}
        />
        {form.values.wrapUp === 'timed' ? (
          <NumberInput
            label={t('services.wrap_up_seconds')}
            description={t('services.wrap_up_seconds_help')}
            suffix={` ${t('services.seconds')}`}
            allowDecimal={false}
            {...form.getInputProps('wrapUpSeconds')}
          />
        ) : null}
      </div>
      <MultiSelect
        label={t('services.dispositions')}
        description={t('services.dispositions_help')}
        searchable
        nothingFoundMessage={t('list.nothing')}
        data={directory.dispositions.map(({ id, name, active }) => ({
          value: id,
          label: active ? name : `${name} (${t('common.inactive')})`,
        }))}
        {...form.getInputProps('dispositionIds')}
      />
    </>
  );
}

export function ServiceForm(props: Props) {
  const t = useMessages();
  const { form, directory, readOnly } = props;
  const Icon = serviceIcons[form.values.icon];
  return (
    <>
      <Texts {...props} />
      <div className={classes.pair}>
        <Select
          label={t('services.icon')}
          allowDeselect={false}
          leftSection={<Icon size={18} aria-hidden />}
          data={serviceIcon.options.map((icon) => ({ value: icon, label: t(`icon.${icon}`) }))}
          {...form.getInputProps('icon')}
        />
        <NumberInput
          label={t('services.position')}
          description={t('services.position_help')}
          allowDecimal={false}
          {...form.getInputProps('position')}
        />
      </div>
      <SkillLevels
        label={t('services.skills')}
        help={t('services.skills_help')}
        skills={directory.skills}
        value={form.values.requiredSkills}
        readOnly={readOnly}
        onChange={(value) => form.setFieldValue('requiredSkills', value)}
      />
      <NumberInput
        label={t('services.priority')}
        description={t('services.priority_help')}
        allowDecimal={false}
        {...form.getInputProps('priority')}
      />
      <Timers {...props} />
      <WrapUp {...props} />
      <Switch
        label={t('services.active')}
        description={t('services.active_help')}
        {...form.getInputProps('active', { type: 'checkbox' })}
      />
    </>
  );
}
