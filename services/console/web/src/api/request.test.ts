import { describe, expect, it } from 'vitest';
import { buildRequest } from './request.ts';

describe('a request', () => {
  it('fills in the path and leaves out what is empty of the query', () => {
    const { method, url, body } = buildRequest('GET /cases/:caseNumber/notes', {
      params: { caseNumber: '26-1/../x' },
      query: { text: '', status: 'open', tags: ['a', 'b'], after: undefined, limit: 20, mine: false },
    });
    expect(method).toBe('GET');
    expect(url).toBe('/api/v1/cases/26-1%2F..%2Fx/notes?status=open&tags=a&tags=b&limit=20&mine=false');
    expect(body).toBeUndefined();
  });

  it('says where it comes from, and which action it is', () => {
    expect(buildRequest('POST /staff', { body: { name: '花子' } }, 'key-1')).toEqual({
      method: 'POST',
      url: '/api/v1/staff',
      headers: { 'x-tenohira-request': '1', 'idempotency-key': 'key-1', 'content-type': 'application/json' },
      body: '{"name":"花子"}',
    });
    expect(buildRequest('POST /session/end', {}).headers).toEqual({ 'x-tenohira-request': '1' });
  });

  it.each([
    ['list.csv', 'application/vnd.ms-excel', 'text/csv'],
    ['LIST.CSV', '', 'text/csv'],
    ['returns.txt', 'text/plain', 'application/octet-stream'],
  ])('sends %s (%s) as %s', (name, type, contentType) => {
    const file = new File(['x'], name, { type });
    const { headers, body } = buildRequest('POST /programs/:programId/lists', {
      params: { programId: 'p' },
      body: file,
    });
    expect(headers['content-type']).toBe(contentType);
    expect(body).toBe(file);
  });
});
