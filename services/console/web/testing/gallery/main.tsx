// Every component of the console on one page, for those who build pages and for the tests: no page of the product.
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, Outlet } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { createQueryClient } from '../../src/api/create-query-client.ts';
import { Toasts } from '../../src/components/toasts.tsx';
import { StepUpDialog } from '../../src/credentials/step-up-dialog.tsx';
import { allowLeafletMarkup } from '../../src/shell/trusted-types.ts';
import './gallery.css';
import { Charts, Feedback, Fields, Lists, Places, Settings } from './sections.tsx';

allowLeafletMarkup();

function Frame() {
  return (
    <main className="mx-auto flex max-w-5xl flex-col gap-8 p-8">
      <Outlet />
      <Toasts />
      <StepUpDialog />
    </main>
  );
}

const SECTIONS = {
  feedback: Feedback,
  fields: Fields,
  settings: Settings,
  lists: Lists,
  charts: Charts,
  places: Places,
};

const router = createBrowserRouter([
  {
    element: <Frame />,
    children: [
      { path: '/', element: Object.entries(SECTIONS).map(([name, Section]) => <Section key={name} />) },
      ...Object.entries(SECTIONS).map(([path, Section]) => ({ path: `/${path}`, element: <Section /> })),
      { path: '*', element: <p>ここにはありません</p> },
    ],
  },
]);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <QueryClientProvider client={createQueryClient()}>
    <RouterProvider router={router} />
  </QueryClientProvider>,
);
