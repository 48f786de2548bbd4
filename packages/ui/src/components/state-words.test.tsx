// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { renderInApp } from '../testing.tsx';
import { shownStates } from '../theme/states.ts';
import { Countdown } from './Countdown.tsx';
import { QualityBadge } from './QualityBadge.tsx';
import { StateBadge } from './StateBadge.tsx';

afterEach(cleanup);

describe('states are never told by colour alone', () => {
  it.each(shownStates)('%s has a word and an icon', (state) => {
    const { container } = renderInApp(<StateBadge state={state} />);
    expect(container.textContent).not.toMatch(/^$|state\./);
    expect(container.querySelector('svg')).not.toBeNull();
  });

  it('says why somebody is away', () => {
    renderInApp(<StateBadge state="away" detail="Lunch" />);
    expect(screen.getByText('Away · Lunch')).toBeDefined();
  });

  it('a connection has a word, also before it was measured', () => {
    renderInApp(<QualityBadge label="You" quality={null} />);
    expect(screen.getByText('You: Measuring connection')).toBeDefined();
    renderInApp(
      <QualityBadge label="Customer" quality={{ loss: 0.2, roundTrip: 300, jitter: 50, grade: 'poor' }} />,
    );
    expect(screen.getByText('Customer: Poor connection')).toBeDefined();
  });

  it('a countdown follows the server’s clock, not this machine’s', () => {
    const wrongBy = 3_600_000;
    renderInApp(<Countdown endsAt={Date.now() + wrongBy + 9_500} total={20_000} clockOffset={wrongBy} />);
    expect(screen.getByRole('timer').textContent).toBe('10');
  });
});
