import { Select, TextInput } from '@mantine/core';

export interface ChoiceFilterProps {
  readonly label: string;
  readonly all: string;
  readonly value: string | undefined;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** Narrows a list to one of several. */
export function ChoiceFilter({ label, all, value, choices, onChange }: ChoiceFilterProps) {
  return (
    <Select
      label={label}
      placeholder={all}
      w={140}
      searchable={choices.length > 8}
      clearable
      clearButtonProps={{ 'aria-label': `${label}: ${all}` }}
      comboboxProps={{ width: 240, position: 'bottom-start' }}
      data={[...choices]}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? '')}
    />
  );
}

export interface DayFilterProps {
  readonly label: string;
  /** `2026-11-22`, or nothing. */
  readonly value: string | undefined;
  readonly onChange: (day: string) => void;
}

/** Narrows a list to days; the browser's own calendar. */
export function DayFilter({ label, value, onChange }: DayFilterProps) {
  return (
    <TextInput
      type="date"
      label={label}
      w={140}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
