import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useUiMessages } from '../i18n/hooks.ts';

/** Widths that look like text and are the same at each drawing. */
const widths = ['72%', '54%', '83%', '61%', '76%', '48%'] as const;

/** Stands where a list will be. */
export function ListSkeleton({
  rows = 6,
  height = 20,
}: {
  readonly rows?: number;
  readonly height?: number;
}) {
  const t = useUiMessages();
  return (
    <Stack gap="md" aria-busy="true">
      <VisuallyHidden>{t('common.loading')}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <Skeleton key={row} height={height} width={widths[row % widths.length] ?? '60%'} radius="sm" />
      ))}
    </Stack>
  );
}

/** Stands where a card will be. */
export function CardSkeleton({ height = 160 }: { readonly height?: number }) {
  const t = useUiMessages();
  return (
    <div aria-busy="true">
      <VisuallyHidden>{t('common.loading')}</VisuallyHidden>
      <Skeleton height={height} radius="md" />
    </div>
  );
}
