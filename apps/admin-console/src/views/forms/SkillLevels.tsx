import { CloseButton, Select, Slider } from '@mantine/core';
import type { Skill } from '@rem/protocol';
import { useFormats } from '@rem/ui';
import { useMessages } from '../../messages/mod.ts';
import classes from '../Panel.module.css';

export interface SkillLevelsProps {
  readonly label: string;
  readonly help: string;
  readonly skills: readonly Skill[];
  /** Level by skill id. */
  readonly value: Readonly<Record<string, number>>;
  readonly readOnly: boolean;
  readonly onChange: (value: Record<string, number>) => void;
}

/** Skills with a level each: chosen from those there are, 1 to 10. */
export function SkillLevels({ label, help, skills, value, readOnly, onChange }: SkillLevelsProps) {
  const t = useMessages();
  const formats = useFormats();
  const nameOf = (id: string) => skills.find((skill) => skill.id === id)?.name ?? t('common.unknown');
  const chosen = Object.keys(value).sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  const others = skills.filter(({ id }) => value[id] === undefined);
  const without = (id: string) => Object.fromEntries(Object.entries(value).filter(([each]) => each !== id));
  return (
    <fieldset className={classes.set} disabled={readOnly}>
      <legend className={classes.legend}>{label}</legend>
      <p className={classes.help}>{help}</p>
      {chosen.length === 0 ? <p className={classes.help}>{t('levels.none')}</p> : null}
      <ul className={classes.levels}>
        {chosen.map((id) => {
          const name = nameOf(id);
          return (
            <li key={id} className={classes.level}>
              <span title={name}>{name}</span>
              <Slider
                min={1}
                max={10}
                step={1}
                label={null}
                disabled={readOnly}
                thumbLabel={t('levels.level', { skill: name })}
                value={value[id] ?? 1}
                onChange={(level) => onChange({ ...value, [id]: level })}
              />
              <span className={`${classes.figure} rem-figures`}>{formats.number(value[id] ?? 1)}</span>
              {readOnly ? null : (
                <CloseButton
                  size="sm"
                  aria-label={t('levels.remove', { skill: name })}
                  onClick={() => onChange(without(id))}
                />
              )}
            </li>
          );
        })}
      </ul>
      {readOnly ? null : skills.length === 0 ? (
        <p className={classes.help}>{t('levels.no_skills')}</p>
      ) : (
        <Select
          // A new one each time, so that it is empty again after a choice.
          key={chosen.join()}
          label={t('levels.add')}
          placeholder={t('levels.add')}
          searchable
          nothingFoundMessage={t('list.nothing')}
          disabled={others.length === 0}
          data={others.map(({ id, name }) => ({ value: id, label: name }))}
          value={null}
          onChange={(id) => {
            if (id !== null) onChange({ ...value, [id]: 5 });
          }}
        />
      )}
    </fieldset>
  );
}
