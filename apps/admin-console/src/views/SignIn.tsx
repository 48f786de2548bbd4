import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { BrandMark, LanguageMenu, useErrorMessage } from '@rem/ui';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useMessages } from '../messages/mod.ts';
import { SchemeToggle } from './SchemeToggle.tsx';
import classes from './SignIn.module.css';

export interface SignInProps {
  readonly busy: boolean;
  readonly error: unknown;
  /** The sign-in ended while the console was open. */
  readonly ended: boolean;
  readonly onSignIn: (name: string, password: string) => void;
}

export function SignIn({ busy, error, ended, onSignIn }: SignInProps) {
  const t = useMessages();
  const told = useErrorMessage();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  return (
    <main className={classes.page}>
      <form
        className={classes.card}
        onSubmit={(event) => {
          event.preventDefault();
          if (name !== '' && password !== '') onSignIn(name, password);
        }}
      >
        <div className={classes.brand}>
          <BrandMark />
        </div>
        <h1 className={classes.title}>{t('sign_in.title')}</h1>
        <div role="alert">
          {error ? (
            <Alert color="red" icon={<IconAlertTriangle aria-hidden />}>
              {told(error)}
            </Alert>
          ) : ended ? (
            <Alert color="blue">{t('sign_in.ended')}</Alert>
          ) : null}
        </div>
        <Stack gap="md">
          <TextInput
            label={t('sign_in.name')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            data-autofocus
            autoFocus
            required
            withAsterisk={false}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('sign_in.password')}
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" loading={busy} fullWidth>
            {t('sign_in.submit')}
          </Button>
        </Stack>
        <div className={classes.choices}>
          <LanguageMenu size="xs" />
          <SchemeToggle />
        </div>
      </form>
    </main>
  );
}
