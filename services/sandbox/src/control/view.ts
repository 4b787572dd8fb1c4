// How the control API shows things.

import { menuInForce } from '../line/rich-menus.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Bond, Channel, Person } from '../state/model.ts';

export function viewChannel(channel: Channel) {
  const { shortLivedTokens: _, ...shown } = channel;
  return shown;
}

export function viewPerson(person: Person) {
  const { id, ...rest } = person;
  return { personId: id, ...rest };
}

export function viewBond(bond: Bond) {
  return {
    channelId: bond.channelId,
    personId: bond.personId,
    userId: bond.userId,
    friendship: bond.friendship,
    linkedRichMenuId: bond.linkedRichMenuId ?? null,
  };
}

export function viewMenuInForce(sandbox: Sandbox, bond: Bond) {
  const menu = menuInForce(sandbox, bond);
  if (menu === undefined) return { richMenu: null };
  return {
    richMenu: { richMenuId: menu.richMenuId, ...menu.definition },
    ...(menu.imageType === undefined ? {} : { imageUrl: `/control/richmenus/${menu.richMenuId}/image` }),
  };
}
