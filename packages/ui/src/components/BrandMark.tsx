import { IconVideo } from '@tabler/icons-react';
import { useBrand } from '../provider/AppProvider.tsx';
import classes from './BrandMark.module.css';

/** The brand's logo, or its name beside a sign of ours. Takes the font size of what it stands in. */
export function BrandMark() {
  const brand = useBrand();
  return (
    <span className={classes.mark}>
      {brand.logo ? (
        <img className={classes.logo} src={brand.logo} alt={brand.name} />
      ) : (
        <>
          <span className={classes.sign} aria-hidden>
            <IconVideo size="1.2em" />
          </span>
          {brand.name}
        </>
      )}
    </span>
  );
}
