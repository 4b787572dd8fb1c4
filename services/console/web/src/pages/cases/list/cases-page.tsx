// One list of everything that residents reported, of whatever feature: filtered, on a map, as a file.
import { useState } from 'react';
import { useApiPages, useApiQuery } from '../../../api/use-api.ts';
import { Button, FilterBar, LinkButton, Loaded, PageHeader, Select, useUrlFilters } from '../../../components/index.ts';
import { useMay } from '../../../shell/me.ts';
import { FILTER_KEYS, filterFields, isMap, LOOK_KEYS, toQuery } from './case-filters.ts';
import { CaseList } from './case-list.tsx';
import { CaseMap } from './case-map.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { StatusChips } from './status-chips.tsx';
import { ViewSwitch } from './view-switch.tsx';

export function Page() {
  const may = useMay();
  const filters = useUrlFilters(FILTER_KEYS);
  const look = useUrlFilters(LOOK_KEYS);
  const options = useApiQuery('/case-options', undefined, { staleTime: 60_000 });
  const cases = useApiPages('/cases', { query: toQuery(filters, look) });
  const [isExporting, setExporting] = useState(false);
  const counts = cases.first?.counts ?? undefined;
  return (
    <>
      <PageHeader
        title="受付"
        lead="住民がLINEから送った通報や相談です。ひとつ開くと、返事を送り、対応状況を伝えられます。"
        actions={
          <>
            <LinkButton to="/cases/templates" icon="book">
              返事のひな形
            </LinkButton>
            {may('handle') && (
              <Button icon="download" onClick={() => setExporting(true)}>
                CSVに書き出す
              </Button>
            )}
          </>
        }
      />
      <StatusChips filters={filters} counts={counts} />
      <Loaded query={options}>{(known) => <FilterBar filters={filters} fields={filterFields(known)} />}</Loaded>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <ViewSwitch isMap={isMap(look)} onChange={(view) => look.set({ view })} />
        <Select
          label="並べかた"
          className="w-52"
          options={[
            { value: '', label: '新しい順' },
            { value: 'waiting', label: '長く待っている順' },
          ]}
          value={look.values.order}
          onChange={(event) => look.set({ order: event.target.value })}
        />
      </div>
      {isMap(look) ? (
        <CaseMap cases={cases} filters={filters} />
      ) : (
        <CaseList cases={cases} filters={filters} counts={counts} />
      )}
      <ExportDialog
        open={isExporting}
        filters={filters}
        look={look}
        counts={counts}
        onClose={() => setExporting(false)}
      />
    </>
  );
}
