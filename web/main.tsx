import { render } from 'preact';
import { LocationProvider } from 'preact-iso';
import { App } from './app.tsx';
import { VIEW_PATHS } from './routes.ts';
import { startTheme } from './state/theme.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/text.css';
import './styles/views.css';
import './styles/judge.css';

startTheme();
const place = document.getElementById('app');
if (place)
  render(
    <LocationProvider scope={VIEW_PATHS}>
      <App />
    </LocationProvider>,
    place,
  );
