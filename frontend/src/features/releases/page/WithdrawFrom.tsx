import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { WithdrawDialog } from "@/components/withdraw/WithdrawDialog";

/** For maintainers: somebody wrote about a thing in this release. */
export function WithdrawFrom({ slug }: { slug: string }) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" onClick={open}>
        Withdraw something
      </Button>
      <WithdrawDialog slug={slug} thing={null} opened={opened} close={close} />
    </>
  );
}
