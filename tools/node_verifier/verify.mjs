// The reference implementation's opinion of badges: reads {contexts, cases} as JSON from the standard
// input and writes {name: "real" | why not}. Nothing is fetched: what a case does not name is not there.
import {readFileSync} from 'node:fs';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';

const {contexts, cases, now} = JSON.parse(readFileSync(0, 'utf8'));
const suite = new DataIntegrityProof({cryptosuite});
const context = ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'];

function loader(world) {
  return async url => {
    const [address, name] = url.split('#');
    if(url in contexts) {
      return {contextUrl: null, documentUrl: url, document: contexts[url]};
    }
    const found = world[address];
    if(found === undefined) {
      throw new Error('not there');
    }
    const method = name && [].concat(found.verificationMethod ?? []).find(each => each.id === url);
    const document = method ? {'@context': context[1], ...method} : found;
    return {contextUrl: null, documentUrl: url, document};
  };
}

async function judge({source, world}) {
  const documentLoader = loader(world);
  const credential = JSON.parse(source);
  const options = {suite, documentLoader, now: new Date(now)};
  const issuer = credential.issuer?.id ?? credential.issuer;
  const verdict = await vc.verifyCredential({
    credential, ...options,
    checkStatus: given => checkStatus({...given, ...options, verifyMatchingIssuers: true})
  });
  const signed = (verdict.results ?? []).every(each =>
    each.verified && each.proof.verificationMethod.split('#')[0] === issuer);
  const withdrawn = [].concat(verdict.statusResult?.results ?? []).some(each => each.status);
  if(!verdict.verified || !signed || withdrawn) {
    return withdrawn ? 'withdrawn' : (verdict.error?.message ?? 'not signed by its issuer');
  }
  return 'real';
}

const found = {};
for(const each of cases) {
  try {
    found[each.name] = await judge(each);
  } catch(error) {
    found[each.name] = error.message;
  }
}
process.stdout.write(JSON.stringify(found));
