// The Node reference: @digitalbazaar/vc with every context at hand, signing and verifying one badge
// over and over. Says on stdout, as JSON, how many of each one CPU-second made.
//
// Given on stdin: {"unsigned": [...], "key": "<secretKeyMultibase>", "public": "<publicKeyMultibase>",
// "did": "...", "contexts": {url: document}, "listing": {...signed status list}, "warm": n, "count": n}
import {readFileSync} from 'node:fs';
import * as vc from '@digitalbazaar/vc';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';

const told = JSON.parse(readFileSync(0, 'utf8'));
const method = `${told.did}#${told.public}`;
const controller = {
  '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
  id: told.did,
  verificationMethod: [
    {id: method, type: 'Multikey', controller: told.did, publicKeyMultibase: told.public},
  ],
  assertionMethod: [method],
};
const known = new Map([...Object.entries(told.contexts), [told.did, controller], [
  method,
  {'@context': 'https://w3id.org/security/multikey/v1', ...controller.verificationMethod[0]},
]]);

async function documentLoader(url) {
  const document = known.get(url);
  if (!document) {
    throw new Error(`not at hand: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document, tag: 'static'};
}

function cpu() {
  const {user, system} = process.cpuUsage();
  return (user + system) / 1e6;
}

async function rate(each, work) {
  for (const one of each.slice(0, told.warm)) {
    await work(one);
  }
  const began = cpu();
  for (const one of each.slice(told.warm)) {
    await work(one);
  }
  return (each.length - told.warm) / (cpu() - began);
}

const key = await Ed25519Multikey.from({
  type: 'Multikey',
  id: method,
  controller: told.did,
  publicKeyMultibase: told.public,
  secretKeyMultibase: told.key,
});
const date = told.at;
const signed = [];
const sign = await rate(told.unsigned, async credential => {
  const suite = new DataIntegrityProof({signer: key.signer(), cryptosuite, date});
  signed.push(await vc.issue({credential: structuredClone(credential), suite, documentLoader}));
});
const verify = await rate(signed, async credential => {
  const suite = new DataIntegrityProof({cryptosuite});
  const checkStatus = async () => ({verified: true});
  const {verified, error} = await vc.verifyCredential({
    credential, suite, documentLoader, checkStatus, now: new Date(told.now),
  });
  if (!verified) {
    throw error;
  }
});
console.log(JSON.stringify({sign, verify, node: process.version, sample: signed[0].proof.proofValue}));
