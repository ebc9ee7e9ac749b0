/** People, their sessions, presets and settings. */
import { expect, test } from "vitest";
import {
  createOwner,
  credentialsOf,
  localOwner,
  personById,
  setPassword,
  updateSettings,
} from "../../src/store/people.ts";
import {
  choosePreset,
  createPreset,
  deletePreset,
  presetById,
  presetsOf,
  updatePreset,
} from "../../src/store/presets.ts";
import { deckBySlug } from "../../src/store/decks.ts";
import { createSession, deleteSession, deleteSessionsOf, findSession } from "../../src/store/sessions.ts";
import { readSetting, settingOrNew, writeSetting } from "../../src/store/settings.ts";
import { clearAttempt, loadAttempt, saveAttempt } from "../../src/store/attempts.ts";
import { addPerson, newPerson, NOW, openedStore, PRESET, studyStore } from "./fixtures.ts";

test("the first person is the local owner", async () => {
  const store = await openedStore();
  expect(await localOwner(store)).toBeUndefined();
  const ada = await addPerson(store, "Ada");
  await addPerson(store, "Grace");
  expect(await localOwner(store)).toEqual(ada);
  expect(await personById(store, 2)).toMatchObject({ name: "Grace" });
  expect(await personById(store, 3)).toBeUndefined();
});

test("a name belongs to one person, whatever its case", async () => {
  const store = await openedStore();
  await addPerson(store, "Ada");
  expect(await createOwner(store, newPerson("ADA"))).toEqual({ ok: false, error: "name_taken" });
  expect(await personById(store, 2)).toBeUndefined();
});

test("setPassword() is seen by credentialsOf() and nowhere else", async () => {
  const store = await openedStore();
  const ada = await addPerson(store, "Ada");
  expect(await credentialsOf(store, "ada")).toEqual({ person: ada, passwordHash: undefined });
  await setPassword(store, ada.id, "hash");
  const person = { ...ada, hasPassword: true };
  expect(await credentialsOf(store, "aDA")).toEqual({ person, passwordHash: "hash" });
  expect(await personById(store, ada.id)).toEqual(person);
  expect(await credentialsOf(store, "Grace")).toBeUndefined();
});

test("updateSettings() changes one person", async () => {
  const store = await openedStore();
  const [ada, grace] = [await addPerson(store, "Ada"), await addPerson(store, "Grace")];
  const settings = { zone: "Asia/Tokyo", rolloverHour: 0, theme: "dark", keysEnabled: false } as const;
  await updateSettings(store, ada.id, settings);
  expect(await personById(store, ada.id)).toEqual({ ...ada, ...settings });
  expect(await personById(store, grace.id)).toEqual(grace);
  await expect(updateSettings(store, ada.id, { ...settings, rolloverHour: 24 })).rejects.toThrow(/CHECK/);
});

test("a session is found until it expires or is closed", async () => {
  const store = await openedStore();
  const ada = await addPerson(store, "Ada");
  const opened = (tokenHash: string, expiresAt: number) => (
    { tokenHash, userId: ada.id, createdAt: NOW, expiresAt }
  );
  for (const token of ["a", "b", "c"]) await createSession(store, opened(token, NOW + 100));
  expect(await findSession(store, "a", NOW + 99)).toEqual(ada);
  expect(await findSession(store, "a", NOW + 100)).toBeUndefined();
  expect(await findSession(store, "z", NOW)).toBeUndefined();
  await deleteSession(store, "a");
  expect(await findSession(store, "a", NOW)).toBeUndefined();
  expect(await findSession(store, "b", NOW)).toEqual(ada);
  await deleteSessionsOf(store, ada.id);
  expect(await findSession(store, "c", NOW)).toBeUndefined();
});

test("createSession() clears away what has expired", async () => {
  const store = await openedStore();
  const { id: userId } = await addPerson(store, "Ada");
  await createSession(store, { tokenHash: "old", userId, createdAt: NOW, expiresAt: NOW + 10 });
  await createSession(store, { tokenHash: "new", userId, createdAt: NOW + 10, expiresAt: NOW + 20 });
  expect(await findSession(store, "old", NOW)).toBeUndefined();
});

test("presets are a person's own, under names of their own, and the last one stays", async () => {
  const store = await openedStore();
  const [ada, grace] = [await addPerson(store, "Ada"), await addPerson(store, "Grace")];
  const calm = { name: "Calm", options: { ...PRESET, newPerDay: 5 } };
  const created = await createPreset(store, ada.id, calm);
  expect(created).toEqual({ ok: true, value: 3 });
  expect(await createPreset(store, ada.id, calm)).toEqual({ ok: false, error: "name_taken" });
  expect(await presetsOf(store, ada.id)).toEqual([{ id: 1, name: "Default", options: PRESET }, {
    id: 3,
    ...calm,
  }]);
  const busy = { id: 3, name: "Busy", options: PRESET };
  expect(await updatePreset(store, grace.id, busy)).toEqual({ ok: true, value: false });
  expect(await updatePreset(store, ada.id, { ...busy, name: "Default" })).toEqual({
    ok: false,
    error: "name_taken",
  });
  expect(await updatePreset(store, ada.id, busy)).toEqual({ ok: true, value: true });
  expect(await presetById(store, ada.id, 3)).toEqual(busy);
  expect(await presetById(store, grace.id, 3)).toBeUndefined();
  expect(await deletePreset(store, grace.id, 3)).toBe(false);
  expect(await deletePreset(store, ada.id, 3)).toBe(true);
  expect(await deletePreset(store, ada.id, 1)).toBe(false);
});

test("decks of a deleted preset follow the first one again", async () => {
  const { store, userId, deckId } = await studyStore(1);
  const created = await createPreset(store, userId, { name: "Calm", options: PRESET });
  if (!created.ok) throw new Error(created.error);
  await choosePreset(store, { userId, deckId, presetId: created.value });
  const followed = async () => (await deckBySlug(store, userId, "basics"))?.presetId;
  expect(await followed()).toBe(created.value);
  await deletePreset(store, userId, created.value);
  expect(await followed()).toBe((await presetsOf(store, userId))[0]?.id);
});

test("settingOrNew() keeps the first value", async () => {
  const store = await openedStore();
  expect(await settingOrNew(store, "secret", "one")).toBe("one");
  expect(await settingOrNew(store, "secret", "two")).toBe("one");
  await writeSetting(store, "secret", "three");
  expect(await readSetting(store, "secret")).toBe("three");
});

test("clearAttempt() forgets one card's attempt", async () => {
  const { store, userId } = await studyStore(2);
  const attempt = {
    version: 0,
    drawn: undefined,
    given: { chosen: ["a"], typed: {} },
    verdict: undefined,
    tries: 1,
    hints: 2,
    askedAt: NOW,
    at: NOW,
  };
  for (const cardId of [1, 2]) await saveAttempt(store, { userId, cardId }, attempt);
  await clearAttempt(store, { userId, cardId: 1 });
  expect(await loadAttempt(store, { userId, cardId: 1 })).toBeUndefined();
  expect(await loadAttempt(store, { userId, cardId: 2 })).toEqual(attempt);
});
