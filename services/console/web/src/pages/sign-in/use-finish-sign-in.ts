import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { comeBackTo } from '../../shell/come-back.ts';

/** Signed in: nothing of whoever was here before stays, and on to where one was. */
export function useFinishSignIn(): () => void {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  return () => {
    queryClient.clear();
    void navigate(comeBackTo(search), { replace: true });
  };
}
