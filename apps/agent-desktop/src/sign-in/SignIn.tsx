import { Button, PasswordInput, TextInput } from '@mantine/core';
import { BrandMark, LanguageMenu, SchemeMenu } from '@rem/ui';
import { IconAlertTriangle, IconLogin2 } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useMessages } from '../messages/mod.ts';
import classes from './SignIn.module.css';

export interface SignInProps {
  /** Why the last try was refused; never which part was wrong. */
  readonly refused: string | null;
  readonly pending: boolean;
  readonly onSignIn: (name: string, password: string) => void;
}

export function SignIn({ refused, pending, onSignIn }: SignInProps) {
  const t = useMessages();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && password !== '') {
      onSignIn(name.trim(), password);
    }
  };
  return (
    <main className={classes.page}>
      <form className={classes.card} onSubmit={submit}>
        <div className={classes.brand}>
          <BrandMark />
        </div>
        <h1 className={classes.title}>{t('signin.title')}</h1>
        <div role="alert">
          {refused ? (
            <p className={classes.refused}>
              <IconAlertTriangle size={20} aria-hidden />
              {refused}
            </p>
          ) : null}
        </div>
        <TextInput
          label={t('signin.name')}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          withAsterisk={false}
        />
        <PasswordInput
          label={t('signin.password')}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          required
          withAsterisk={false}
        />
        <Button
          type="submit"
          size="md"
          loading={pending}
          leftSection={<IconLogin2 size={20} aria-hidden className="mantine-rotate-rtl" />}
        >
          {t('signin.submit')}
        </Button>
      </form>
      <div className={classes.choices}>
        <LanguageMenu />
        <SchemeMenu />
      </div>
    </main>
  );
}
