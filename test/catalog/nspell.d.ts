/** The part of nspell that the test of spelling uses; the package brings no types. */
declare module "nspell" {
	interface Speller {
		correct(word: string): boolean;
		add(word: string): Speller;
	}
	export default function nspell(dictionary: { readonly aff: Uint8Array; readonly dic: Uint8Array }): Speller;
}
